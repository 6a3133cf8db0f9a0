"""What is asked of both OSCAL servers: calls that are timed, words to find, and documents with a mistake."""
import json
import os

from rig.oscalservers import ROOT, call

SAMPLES = os.path.join(ROOT, "oscal-mcp", "src", "main", "resources", "dev", "postern", "oscal", "library", "samples")

# Words that stand in the catalog, and a control of which they are the words.
PHRASES = [("Assign account managers", "ac-2"), ("cryptographic mechanisms", "sc-13"), ("wireless access", "ac-18"), ("insider threat", "at-2.2"),
           ("flaw remediation", "si-2"), ("multi-factor authentication", "ia-2.1")]

# Mistakes that a schema does not see, of `oscal.md` kind: what, sample, before, after. `{this}` and `{identity}` are uuids of components.
MISTAKES = [
    ("a control's id twice", "catalog", '"id": "ac-2"', '"id": "ac-1"'),
    ("a uuid twice", "ssp", '"uuid": "{this}"', '"uuid": "{identity}"'),
    ("a role that is not there", "ssp", '"role-id": "owner"', '"role-id": "onwer"'),
    ("a link to nothing", "catalog", '"href": "#lo-1"', '"href": "#lo-9"'),
    ("a word that is not allowed", "ssp", '"state": "operational"', '"state": "operating"'),
    ("a parameter that is not there", "catalog", "insert: param, ac-1_prm_1", "insert: param, ac-1_prm_9"),
    ("a component that is not there", "ssp", '"component-uuid": "{this}"', '"component-uuid": "00000000-0000-4000-8000-000000000000"'),
    ("a control that is not there", "ssp", '"control-id": "ac-2"', '"control-id": "zz-99"')]


def sample(name):
    with open(os.path.join(SAMPLES, f"harbour-{name}.json")) as file:
        return file.read()


def broken():
    """Each mistake with a document that has it and no other."""
    components = json.loads(sample("ssp"))["system-security-plan"]["system-implementation"]["components"]
    for what, name, before, after in MISTAKES:
        whole = sample(name)
        for place, component in zip(("{this}", "{identity}"), components):
            before, after = before.replace(place, component["uuid"]), after.replace(place, component["uuid"])
        spoilt = whole.replace(before, after, 1)
        if spoilt == whole:
            raise RuntimeError(f"the sample {name} has no place for: {what}")
        yield what, spoilt


def valid(answer):
    return bool(answer.get("valid"))


def timed(catalog):
    """Rows: key, what, calls in a round, and for each column the call; ours, ours under their name, and theirs."""
    phrase = PHRASES[0][0]
    searched = call("text_search_oscal", {"query_text": phrase, "oscal_model_type": "catalog"})
    found = call("text_search_oscal", {"query_text": "account management", "oscal_model_type": "catalog"})
    plan, whole = sample("ssp"), call("validate_oscal_content", {"content": catalog})
    small = call("validate_oscal_content", {"content": plan})
    return [
        ("get", "get a control, AC-2, to read", 100, {
            "java": call("get_control", {"id": "ac-2"}), "python": call("get_child_element", {"element_id": "ac-2"})}),
        ("raw", "the same as OSCAL", 50, {
            "java": call("get_control", {"id": "ac-2", "render": "oscal", "max_characters": 200_000}),
            "python": call("get_child_element", {"element_id": "ac-2"})}),
        ("search", f'search "{phrase}"', 100, {"java": call("search_controls", {"query": phrase}), "alias": searched, "python": searched}),
        ("titles", 'search "account management"', 100, {
            "java": call("search_controls", {"query": "account management"}), "alias": found, "python": found}),
        ("small", f"validate a plan of {len(plan) / 1000:.0f} KB", 20, {
            "java": call("validate", {"document": {"content": plan}}), "alias": small, "python": small}),
        ("whole", f"validate the catalog, {len(catalog) / 1e6:.1f} MB", 2, {
            "java": call("validate", {"document": {"content": catalog}}), "alias": whole, "python": whole})]
