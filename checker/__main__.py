"""`python -m checker` is `comity`."""

from checker.cli.main import main

if __name__ == "__main__":
    main()
