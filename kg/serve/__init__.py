"""A built graph in, a read-only SPARQL 1.1 endpoint on HTTP out, with a page for each thing and the explorer.

Every question is answered in a process of its own, which is ended when its time is up: Oxigraph cannot be interrupted,
and what one asks must not keep others waiting. This package is light to import, since those processes import it.
"""
