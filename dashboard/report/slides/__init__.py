"""The agenda as a PowerPoint file: a slide a screen, charts whose data can be edited."""
