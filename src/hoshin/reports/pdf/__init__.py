"""PDF papers: what is published as it stands, set by typst from templates beside this file.

A template holds layout only. Everything that is read comes to it as data, so that a name with
``#`` or ``$`` in it is printed as it is and can never be a command.
"""
