# Validates YAML files by a JSON Schema, as an editor would: validate.py SCHEMA FILE…; a line for each file that fails.
# Scalars are read twice: as YAML 1.2 reads them (an editor), and all as text (Kuulolla).
import json
import re
import sys

import jsonschema
import yaml


class Core(yaml.BaseLoader):
    """YAML 1.2's own kinds of scalar: nothing, truth, numbers, text."""


Core.yaml_implicit_resolvers = {}
for kind, pattern, first in [
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?$", list("-+0123456789.")),
]:
    Core.add_implicit_resolver("tag:yaml.org,2002:" + kind, re.compile(pattern), first)
Core.add_constructor("tag:yaml.org,2002:null", lambda loader, node: None)
Core.add_constructor("tag:yaml.org,2002:bool", lambda loader, node: node.value.lower() == "true")
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Core.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def with_text_keys(value):
    if isinstance(value, dict):
        return {str(key): with_text_keys(inside) for key, inside in value.items()}
    return [with_text_keys(inside) for inside in value] if isinstance(value, list) else value


schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
for name in sys.argv[2:]:
    for loader in (Core, yaml.BaseLoader):
        value = with_text_keys(yaml.load(open(name, encoding="utf-8"), loader))
        error = jsonschema.exceptions.best_match(validator.iter_errors(value))
        if error:
            print(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
            break
