#!/usr/bin/env python
"""The door to every command of the platform; `./run manage` opens it inside the prepared environment."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exchange.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # one sentence for whoever starts it, no traceback
        sys.exit(f"{error}")


if __name__ == "__main__":
    main()
