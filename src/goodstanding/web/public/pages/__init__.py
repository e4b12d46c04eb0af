"""What the public pages show: frozen shapes made from the apps' selectors."""
