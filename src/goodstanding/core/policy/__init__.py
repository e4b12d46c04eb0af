"""Policy packs: dated clauses, parameters, signals and rules, loaded from YAML and checked before anything runs."""
