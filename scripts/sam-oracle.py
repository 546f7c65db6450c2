"""Transforms a SAM template with AWS's own code, for the tests to compare with.

  pip install --target /tmp/sam-oracle aws-sam-translator pyyaml
  PYTHONPATH=/tmp/sam-oracle python3 scripts/sam-oracle.py fixtures/parse/cloudformation/sam/shop.yaml fixtures/parse/cloudformation/sam/shop.transformed.json
"""

import json
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
import yaml
from samtranslator.translator.transform import transform


class TemplateLoader(yaml.SafeLoader):
    """Reads CloudFormation's short tags."""


def intrinsic(loader, suffix, node):
    name = suffix if suffix in ("Ref", "Condition") else "Fn::" + suffix
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        return {name: value.split(".", 1) if suffix == "GetAtt" else value}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    return {name: loader.construct_mapping(node, deep=True)}


class NoManagedPolicies:
    def load(self):
        return {}


TemplateLoader.add_multi_constructor("!", intrinsic)
with open(sys.argv[1]) as source:
    template = yaml.load(source, TemplateLoader)
with open(sys.argv[2], "w") as target:
    json.dump(transform(template, {}, NoManagedPolicies()), target, indent=1, default=str)
    target.write("\n")
