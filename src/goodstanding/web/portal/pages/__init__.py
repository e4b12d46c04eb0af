"""What the portal shows: frozen shapes made from the apps' selectors."""
