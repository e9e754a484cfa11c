"""`python -m kg` in, the command line out."""

from kg.cli import main

if __name__ == "__main__":
    main()
