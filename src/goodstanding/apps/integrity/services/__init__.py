"""What may be done with findings: ``recording`` keeps one, ``deciding`` says what it is, ``watching`` looks for them."""
