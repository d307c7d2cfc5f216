"""For programs that a test starts: with DAYS_AHEAD in the environment, their clock runs so many days ahead."""

import datetime as dt
import os

if days := int(os.environ.get("DAYS_AHEAD", "0")):
    import time_machine

    time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=days)).start()
