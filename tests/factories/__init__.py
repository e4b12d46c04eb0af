"""Things tests begin from, made by the services that make them in earnest."""
