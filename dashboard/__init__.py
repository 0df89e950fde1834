"""The pages: they choose, ask and draw; every number comes from `pipelines.queries`."""
