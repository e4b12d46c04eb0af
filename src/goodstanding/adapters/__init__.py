"""Adapters implement the ports of the apps: mail, webhooks, identity providers, streams."""
