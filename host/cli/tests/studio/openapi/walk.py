"""Asks for everything as it is meant to be asked, holds every answer to the OpenAPI document, and writes down where things are.

walk.py ADDRESS FOLDER [PEOPLE]: PEOPLE is a file with the cookies and addresses of people; the first of them operates, the
last two are signed out when it ends. What is left in FOLDER is schemathesis.toml, so that what asks for anything at all also asks for what is there.
"""

import json
import sys

import requests
import schemathesis

ADDRESS, FOLDER = sys.argv[1], sys.argv[2]
PEOPLE = json.load(open(sys.argv[3])) if len(sys.argv) > 3 else []
BASE = "/api/v1"
SCHEMA = schemathesis.openapi.from_url(f"{ADDRESS}{BASE}/openapi.json")
MARKET, SERIES = "sim-updown-15m-1790812800", "btc-updown-5m"
# Checks of schemathesis that are not asked: authorization and lifetimes are other tests', and the rest is about style.
UNASKED = """response_headers_conformance positive_data_acceptance missing_required_header unsupported_method
    allow_header_conformance use_after_free ensure_resource_availability ignored_auth object_level_authorization""".split()
asked = set()


def document(name):
    price = {"indicator": "mid_up", "operator": ">", "value": {"parameter": "edge"}}
    parameter = {"name": "edge", "default": 0.6, "min": 0, "max": 1, "step": 0.05}
    action = {"signal": "buy", "outcome": "UP", "size_mode": "fixed", "size_usdc": 10, "order_type": "market"}
    conditions = [{"type": "AND", "rules": [price]}]
    form = {"mode": "form", "name": name, "parameters": [parameter], "conditions": conditions, "action": action}
    return json.dumps(form)


def ask(method, path, status, body=None, data=None, headers=None, person=None, query="", **parts):
    """The answer, which has to have this status and to be as the document says."""
    headers = dict(headers or {})
    if person is not None:
        shown = {"Cookie": person["cookie"], "Origin": ADDRESS, "X-Forwarded-For": person["address"]}
        headers.update(shown)
    url = ADDRESS + BASE + path.format(**parts) + query
    answer = requests.request(method, url, json=body, data=data, headers=headers, timeout=120)
    told = f"{method} {path}: {answer.status_code} {answer.text[:500]}"
    assert answer.status_code == status, told
    SCHEMA[BASE + path][method].validate_response(answer)
    asked.add((method, path))
    return answer


def ended(job):
    """The result of a job that has to succeed."""
    told = ask("GET", "/jobs/{id}/events", 200, id=job["id"]).text
    last = json.loads([line for line in told.splitlines() if line.startswith("data: ")][-1][6:])
    assert last["state"] == "done", last
    return last["result"]


def results(strategy):
    """Backtests and sweeps, deleted and brought back."""
    reference = {"strategy": {"id": strategy}}
    job = ask("POST", "/backtests", 202, {"strategy": reference}).json()
    backtest = ended(job)
    ask("GET", "/jobs", 200)
    ask("GET", "/jobs/{id}", 200, id=job["id"])
    ask("DELETE", "/jobs/{id}", 200, id=job["id"])
    ask("GET", "/backtests", 200, query="?limit=1")
    ask("GET", "/backtests/{id}", 200, id=backtest)
    row = {"market": MARKET, "at_ms": 1790812860000}
    ask("POST", "/backtests/{id}/explain", 200, row, id=backtest)
    axes = [{"name": "edge", "from": 0.5, "to": 0.7, "step": 0.1}]
    wanted = {"strategy": reference, "axes": axes, "in_sample": 0.5}
    sweep = ended(ask("POST", "/sweeps", 202, wanted).json())
    ask("GET", "/sweeps", 200)
    ask("GET", "/sweeps/{id}", 200, id=sweep)
    for path, it in [("/backtests/{id}", backtest), ("/sweeps/{id}", sweep), ("/strategies/{id}", strategy)]:
        gone = ask("DELETE", path, 200, id=it).json()
        ask("POST", "/trash/{token}/restore", 204, token=gone["token"])
    return {"/backtests/{id}": backtest, "/sweeps/{id}": sweep, "/jobs/{id}": job["id"]}


def strategies():
    """A strategy saved, named and compiled."""
    made = ask("POST", "/strategies", 201, {"name": "kept", "document": document("Kept")}).json()
    it = made["id"]
    ask("GET", "/strategies", 200)
    ask("GET", "/strategies/{id}", 200, id=it)
    ask("PATCH", "/strategies/{id}", 200, {"name": "still kept"}, id=it)
    saved = {"document": document("Saved")}
    ask("PUT", "/strategies/{id}/document", 200, saved, headers={"If-Match": '"1"'}, id=it)
    ask("PUT", "/strategies/{id}/document", 412, saved, headers={"If-Match": '"1"'}, id=it)
    ask("PUT", "/strategies/{id}/document", 428, saved, id=it)
    ask("POST", "/strategies/{id}/versions", 201, {"name": "first"}, id=it)
    ask("GET", "/strategies/{id}/versions", 200, id=it)
    ask("GET", "/strategies/{id}/versions/{number}", 200, id=it, number=1)
    component = ask("GET", "/strategies/{id}/component", 200, id=it).content
    kind = {"Content-Type": "application/wasm"}
    uploaded = ask("POST", "/components", 200, data=component, headers=kind).json()
    ask("GET", "/components/{hash}", 200, hash=uploaded["hash"])
    return it, uploaded["hash"]


def live(strategy):
    """A run on paper with another version beside it."""
    reference = {"strategy": {"strategy": {"id": strategy}}}
    run = ask("POST", "/live/runs", 201, {**reference, "series": [SERIES]}).json()["id"]
    ask("GET", "/live", 200)
    ask("GET", "/live/runs/{id}", 200, id=run)
    ask("PUT", "/live/runs/{id}/kill", 200, {"on": False}, id=run)
    other = {"strategy": {"document": document("Another")}}
    ask("POST", "/live/runs/{id}/shadow", 200, other, id=run)
    ask("POST", "/live/runs/{id}/swap", 200, id=run)
    ask("POST", "/live/runs/{id}/discard", 200, id=run)
    ask("POST", "/live/runs/{id}/change", 200, other, id=run)
    ask("GET", "/live/runs/{id}", 200, id=run)
    ask("GET", "/live/events", 200)
    ask("GET", "/live/events", 200, query=f"?run={run}")
    over = ask("POST", "/live/runs", 201, {**reference, "series": [SERIES]}).json()["id"]
    ask("POST", "/live/runs/{id}/stop", 200, id=over)
    ask("DELETE", "/live/runs/{id}", 204, id=over)
    ask("PUT", "/live/limits", 200, {"max_daily_loss_usdc": "20.5", "max_age_ms": 5000})
    ask("GET", "/live/limits", 200)
    ask("PUT", "/live/kill", 200, {"on": False})
    ask("GET", "/live/alerts", 200)
    ask("POST", "/live/alerts/seen", 204)
    ask("PUT", "/live/webhook", 200, {"url": "https://hooks.example.org/x", "kinds": ["fault"]})
    ask("GET", "/live/webhook", 200)
    return run


def wallets(strategy):
    """A strategy on a paper wallet."""
    wallet = ask("POST", "/wallets", 201, {"label": "first", "kind": "paper"}).json()["id"]
    ask("GET", "/wallets", 200)
    ask("GET", "/wallets/{id}", 200, id=wallet)
    ask("PATCH", "/wallets/{id}", 200, {"label": "still first"}, id=wallet)
    asked = {"strategy": strategy, "wallet": wallet, "markets": [SERIES], "max_position_usdc": "50", "cash_usdc": "10"}
    it = ask("POST", "/assignments", 201, asked).json()["id"]
    ask("GET", "/assignments", 200)
    ask("GET", "/assignments/{id}/preflight", 200, id=it)
    ask("POST", "/assignments/{id}/deactivate", 200, id=it)
    ask("PATCH", "/assignments/{id}", 200, {"max_position_usdc": "40.5"}, id=it)
    ask("POST", "/strategies/{id}/activate", 200, id=strategy)
    ask("GET", "/assignments/{id}", 200, id=it)
    ask("POST", "/strategies/{id}/deactivate", 200, id=strategy)
    gone = ask("POST", "/wallets", 201, {"label": "second", "kind": "paper", "starting_cash_usdc": "5.5"}).json()["id"]
    ask("DELETE", "/wallets/{id}", 204, query="?confirm=second", id=gone)
    return wallet, it


def own():
    """A server that is its owner's alone."""
    for path in ["/health", "/schema", "/session", "/plan", "/starter.zip", "/markets", "/series"]:
        ask("GET", path, 200)
    ask("POST", "/ticks", 200, {"markets": [MARKET], "columns": ["bid_up"]})
    strategy, component = strategies()
    there = results(strategy)
    run = live(strategy)
    wallet, assignment = wallets(strategy)
    for path in ["", "/document", "/component", "/versions", "/versions/{number}"]:
        there["/strategies/{id}" + path] = strategy
    for path in ["", "/change", "/comparison", "/discard", "/kill", "/shadow", "/stop", "/swap"]:
        there["/live/runs/{id}" + path] = run
    for path in ["", "/balances", "/deposit", "/allowed", "/withdrawals", "/keystore"]:
        there["/wallets/{id}" + path] = wallet
    for path in ["", "/preflight", "/activate", "/deactivate"]:
        there["/assignments/{id}" + path] = assignment
    there["/backtests/{id}/explain"] = there["/backtests/{id}"]
    there["/jobs/{id}/events"] = there["/jobs/{id}"]
    there["/components/{hash}"] = component
    return there


def shared(people):
    """A server with accounts: what one does with one's own, and the operator with everybody's."""
    operator, ann = people[0], people[1]
    person = ask("GET", "/session", 200, person=ann).json()["person"]
    ask("PATCH", "/account", 200, {"name": "Ann", "language": "fr"}, person=ann)
    token = {"name": "laptop", "scopes": ["read", "live"], "days": 30}
    made = ask("POST", "/tokens", 201, token, person=ann).json()
    ask("GET", "/tokens", 200, person=ann)
    bearer = {"Authorization": "Bearer " + made["token"], "X-Forwarded-For": ann["address"]}
    ask("GET", "/strategies", 200, headers=bearer)
    ask("DELETE", "/tokens/{id}", 204, person=ann, id=made["id"])
    session = ask("GET", "/sessions", 200, person=ann).json()["items"][0]["id"]
    ask("POST", "/strategies", 201, {"name": "kept", "document": document("Kept")}, person=ann)
    for path in ["/account/audit", "/account/export", "/plan", "/live", "/strategies"]:
        ask("GET", path, 200, person=ann)
    ask("POST", "/second-factor", 200, person=ann)
    ask("POST", "/password/forgot", 202, {"email": "nobody@example.org"}, headers={"X-Forwarded-For": "10.9.9.9"})
    for path in ["users", "audit", "jobs", "parked", "system"]:
        ask("GET", f"/operator/{path}", 200, person=operator)
    ask("PATCH", "/operator/users/{id}", 204, {"plan": "starter"}, person=operator, id=person["id"])
    gone = people[-1]
    email = ask("GET", "/session", 200, person=gone).json()["person"]["email"]
    ask("POST", "/account/delete", 204, {"email": email}, person=gone)
    ask("POST", "/logout", 204, {}, person=people[-2])
    return {"/operator/users/{id}": person["id"], "/sessions/{id}": session}


def settings(there):
    """Where things are, as schemathesis is told."""
    # Streams that never end are read to their first event. Who asks is said by hooks.py.
    lines = ["max-stream-events = 1", "", "[generation]", "with-security-parameters = false", ""]
    lines += ["[checks]", *(f"{name}.enabled = false" for name in UNASKED), ""]
    for path, it in there.items():
        name = path[path.index("{") + 1 : path.index("}")]
        parameters = f'"path.{name}" = {json.dumps(it)}'
        if "{number}" in path:
            parameters += ', "path.number" = 1'
        lines += ["[[operations]]", f'include-path = "{BASE}{path}"', f"parameters = {{ {parameters} }}", ""]
    # An installation without a chain says so, with the status the document names.
    for path in ["/wallets", "/wallets/{id}/balances", "/wallets/{id}/deposit"]:
        lines += ["[[operations]]", f'include-path = "{BASE}{path}"', "[operations.checks]"]
        lines += ['not_a_server_error.expected-statuses = ["2xx", "4xx", 503]', ""]
    return "\n".join(lines)


there = shared(PEOPLE) if PEOPLE else own()
open(f"{FOLDER}/schemathesis.toml", "w").write(settings(there))
print(f"{len(asked)} operations met")
