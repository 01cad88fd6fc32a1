"""The trial's password: the same for every sample account, and shown to whoever opens the trial."""

PASSWORD = "hoshin-demo"
