"""Identifiers of persons, organisations and licences: is one written as its standard says, and how is it shown and compared?"""
