"""The portal: where operators see how their accounts stand, read decisions in full, and appeal."""
