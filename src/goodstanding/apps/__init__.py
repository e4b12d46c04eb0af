"""The records: apps from the lowest (common) to the highest (disclosure), each entered through its services and selectors."""
