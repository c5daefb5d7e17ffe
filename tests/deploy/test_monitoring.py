"""The files for Prometheus and Grafana: they load, and ask only for metrics that there are."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.live import ROOT, free_port
from tests.telemetry.test_exposition import eventually, samples, use_everything
from toldonce.telemetry.exposition import metrics_served

PROMETHEUS = ROOT / "deploy" / "prometheus"
GRAFANA = ROOT / "deploy" / "grafana"
NAME = re.compile(r"\b(?:http_request|toldonce_)[a-z_]+")


def promtool(*arguments: str, folder: Path = PROMETHEUS) -> str:
    ran = subprocess.run(["promtool", *arguments], cwd=folder, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all series that the service serves."""
    import httpx

    port = free_port()
    with metrics_served(tmp_path_factory.mktemp("metrics"), "127.0.0.1", port, "1"):
        use_everything()
        eventually(lambda: bool(samples(port)))
        text = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False, timeout=60).text
    return {sample.name for family in text_string_to_metric_families(text) for sample in family.samples}


def dashboard() -> dict[str, Any]:
    board: dict[str, Any] = json.loads((GRAFANA / "dashboards" / "toldonce.json").read_text())
    return board


def queries() -> list[str]:
    return [target["expr"] for panel in dashboard()["panels"] for target in panel.get("targets", ())]


@pytest.mark.requirement("SC-11", "DP-12")
def test_prometheus_loads_its_configuration() -> None:
    assert "SUCCESS" in promtool("check", "config", "prometheus.yml")


@pytest.mark.requirement("DP-08")
def test_the_alert_rules_load_and_fire_when_they_should() -> None:
    assert "SUCCESS" in promtool("check", "rules", "alerts.yml")
    assert "SUCCESS" in promtool("test", "rules", "alerts.test.yml")
    rules = {rule["alert"] for rule in yaml.safe_load((PROMETHEUS / "alerts.yml").read_text())["groups"][0]["rules"]}
    assert {
        "ToldonceDown",
        "ToldonceErrorRate",
        "ToldonceSlow",
        "ToldonceDatabasePoolFull",
        "ToldonceJobsDead",
    } <= rules


@pytest.mark.requirement("SC-11", "DP-08")
def test_rules_and_dashboard_ask_for_metrics_that_there_are(served: set[str]) -> None:
    rules = (PROMETHEUS / "alerts.yml").read_text()
    named = {name for text in (rules, *queries()) for name in NAME.findall(text)}
    assert len(named) > 20
    assert named <= served


@pytest.mark.requirement("SC-11")
def test_every_query_of_the_dashboard_is_promql(tmp_path: Path) -> None:
    rules = [
        {"record": f"panel:query:{number}", "expr": query.replace("$__rate_interval", "5m")}
        for number, query in enumerate(queries())
    ]
    assert rules
    (tmp_path / "panels.yml").write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}))
    promtool("check", "rules", "panels.yml", folder=tmp_path)


@pytest.mark.requirement("SC-11")
def test_grafana_is_told_where_everything_is() -> None:
    (source,) = yaml.safe_load((GRAFANA / "provisioning" / "datasources" / "prometheus.yml").read_text())["datasources"]
    (provider,) = yaml.safe_load((GRAFANA / "provisioning" / "dashboards" / "toldonce.yml").read_text())["providers"]
    assert provider["type"] == "file"
    board = dashboard()
    asked = {target["datasource"]["uid"] for panel in board["panels"] for target in panel.get("targets", ())}
    assert asked == {source["uid"]}
    ids = [panel["id"] for panel in board["panels"]]
    assert len(ids) == len(set(ids))
    assert all(panel.get("targets") or panel["type"] == "row" for panel in board["panels"])
