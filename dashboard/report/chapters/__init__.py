"""What the report in Word says, chapter by chapter, as plain values."""
