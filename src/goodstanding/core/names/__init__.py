"""Names that are not free: is a name one of a protected or closed name in disguise, and what do the rules on names say?"""
