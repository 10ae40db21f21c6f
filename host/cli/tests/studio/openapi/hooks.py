"""What schemathesis does not know: how a component is sent, and whose requests these are."""

import itertools
import json
import os

import schemathesis

FILE = os.environ.get("CRAFTSTRAT_PEOPLE")
PEOPLE = json.load(open(FILE)) if FILE else []
number = itertools.count()


@schemathesis.serializer("application/wasm")
def component(context, value):
    return {"data": value if isinstance(value, bytes) else str(value).encode()}


@schemathesis.hook
def before_call(context, case, kwargs):
    """As somebody, in turn, from an address of their own: nobody may ask as often as all of this."""
    if not PEOPLE:
        return
    n = next(number)
    operates = "/operator/" in case.operation.path
    # The last two are signed out.
    person = PEOPLE[0] if operates else PEOPLE[1 + n % (len(PEOPLE) - 3)]
    case.headers = case.headers or {}
    case.headers["Cookie"] = person["cookie"]
    case.headers["Origin"] = case.operation.base_url.rstrip("/")
    case.headers["X-Forwarded-For"] = f"10.{100 + n // 65536}.{n // 256 % 256}.{n % 256}"
