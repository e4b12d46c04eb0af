"""From an event to what the policy says of it, and to the people who must look."""
