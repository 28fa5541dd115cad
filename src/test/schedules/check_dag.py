"""Runs the DAG's own functions against a launcher that ends with each exit code, in place of Airflow a few recording names."""

import importlib.util
import os
import signal
import sys
import tempfile
import types
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path

RETRIED = [1, 69, 75, 143, 134, 137]
FOR_GOOD = [64, 65, 66, 70, 73, 76, 78]


class AirflowFailException(Exception):
    pass


class Recorder:
    made = []

    def __init__(self, *positional, **named):
        self.positional, self.named = positional, named
        Recorder.made.append(self)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


class DAG(Recorder):
    pass


class PythonOperator(Recorder):
    pass


class CronTriggerTimetable(Recorder):
    pass


def stand_in(path, **names):
    parts = path.split(".")
    for i in range(1, len(parts) + 1):
        sys.modules.setdefault(".".join(parts[:i]), types.ModuleType(".".join(parts[:i])))
    for name, value in names.items():
        setattr(sys.modules[path], name, value)


def forget():
    for name in [name for name in sys.modules if name.split(".")[0] == "airflow"]:
        del sys.modules[name]


def airflow_2():
    stand_in("airflow", DAG=DAG)
    stand_in("airflow.operators.python", PythonOperator=PythonOperator)
    stand_in("airflow.exceptions", AirflowFailException=AirflowFailException)
    stand_in("airflow.timetables.trigger", CronTriggerTimetable=CronTriggerTimetable)


def airflow_3():
    stand_in("airflow.sdk", DAG=DAG)
    stand_in("airflow.providers.standard.operators.python", PythonOperator=PythonOperator)
    stand_in("airflow.sdk.exceptions", AirflowFailException=AirflowFailException)
    stand_in("airflow.timetables.trigger", CronTriggerTimetable=CronTriggerTimetable)


def load(airflow):
    forget()
    Recorder.made = []
    airflow()
    spec = importlib.util.spec_from_file_location("month_close_dag", DAG_FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class MonthCloseDag(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.launcher = self.folder / "month-close"
        os.environ["MONTH_CLOSE_LAUNCHER"] = str(self.launcher)
        os.environ["MONTH_CLOSE_FOLDER"] = "/data"
        os.environ.pop("MONTH_CLOSE_ALERT", None)
        self.dag = load(airflow_3)
        self.dag.log.disabled = True

    def script(self, path, text):
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)

    def alerts(self, ends=0):
        hook = self.folder / "alert"
        self.script(hook, f'echo "$@" >>{self.folder}/alerts\nexit {ends}\n')
        os.environ["MONTH_CLOSE_ALERT"] = str(hook)
        return self.folder / "alerts"

    def close(self, code, **context):
        self.script(self.launcher, f'echo "$@" >{self.folder}/asked\nexit {code}\n')
        end = datetime(2022, 9, 30, 18, tzinfo=timezone.utc)
        self.dag.close(**{"params": {"month": ""}, "data_interval_end": end, **context})

    def test_both_kinds_of_airflow_are_told_the_same(self):
        for airflow in (airflow_2, airflow_3):
            load(airflow)
            dag, = [made for made in Recorder.made if type(made) is DAG]
            task, = [made for made in Recorder.made if type(made) is PythonOperator]
            cron, = [made for made in Recorder.made if type(made) is CronTriggerTimetable]
            self.assertEqual((cron.positional, cron.named), (("0 2 1 * *",), {"timezone": "Asia/Shanghai"}))
            self.assertIs(dag.named["schedule"], cron)
            self.assertTrue(dag.named["catchup"])
            self.assertEqual(dag.named["max_active_runs"], 1)
            self.assertEqual(dag.named["start_date"].utcoffset(), timedelta(hours=8))
            self.assertTrue(task.named["depends_on_past"])
            self.assertEqual((task.named["retries"], task.named["retry_delay"]), (8, timedelta(minutes=5)))
            self.assertIsNotNone(task.named["on_failure_callback"])

    def test_0_is_a_success_without_an_alert(self):
        alerts = self.alerts()
        self.close(0)
        self.assertFalse(alerts.exists())
        self.assertEqual(
            (self.folder / "asked").read_text().split(),
            "close --month 2022-09 --input /data/in/2022-09 --output /data/out/2022-09 --log-format json".split(),
        )

    def test_3_is_a_success_with_an_alert(self):
        alerts = self.alerts()
        self.close(3)
        self.assertEqual(alerts.read_text(), "3 2022-09\n")

    def test_3_whose_alert_fails_is_a_failure_for_good(self):
        self.alerts(ends=1)
        with self.assertRaises(AirflowFailException):
            self.close(3)

    def test_what_may_pass_is_tried_again(self):
        for code in RETRIED:
            with self.subTest(code), self.assertRaises(self.dag.TryAgain):
                self.close(code)

    def test_what_does_not_pass_fails_for_good(self):
        for code in FOR_GOOD:
            with self.subTest(code), self.assertRaises(AirflowFailException):
                self.close(code)

    def test_a_close_that_was_killed_is_tried_again(self):
        self.script(self.launcher, "kill -9 $$\n")
        with self.assertRaises(self.dag.TryAgain):
            self.dag.judge(self.dag.run([str(self.launcher)]), "2022-09")

    def test_a_failure_is_an_alert(self):
        alerts = self.alerts()
        self.dag.failed({"exception": "close of 2022-09 ended 70", "params": {"month": "2022-09"}})
        self.assertEqual(alerts.read_text(), "close of 2022-09 ended 70 2022-09\n")

    def test_last_month_is_that_of_the_billing_zone(self):
        for moment, month in [
            ("2022-09-30T15:59:59", "2022-08"),
            ("2022-09-30T16:00:00", "2022-09"),
            ("2022-12-31T15:59:59", "2022-11"),
            ("2022-12-31T16:00:00", "2022-12"),
            ("2023-01-31T15:59:59", "2022-12"),
            ("2024-02-29T16:00:00", "2024-02"),
        ]:
            with self.subTest(moment):
                self.assertEqual(self.dag.last_month(datetime.fromisoformat(moment + "+00:00")), month)

    def test_a_run_by_hand_names_its_month_or_closes_the_last_one(self):
        self.close(0, params={"month": "2021-05"})
        self.assertIn("2021-05", (self.folder / "asked").read_text())
        run = types.SimpleNamespace(run_after=datetime(2022, 3, 5, tzinfo=timezone.utc))
        self.close(0, data_interval_end=None, dag_run=run)
        self.assertIn("2022-02", (self.folder / "asked").read_text())

    def test_a_task_that_is_ended_asks_the_close_to_stop_and_waits_for_it(self):
        self.script(self.launcher, f"trap 'echo stopped >{self.folder}/end; exit 143' TERM\ntouch {self.folder}/on\nwhile :; do sleep 0.05; done\n")

        def ended(*_):
            raise KeyboardInterrupt

        before = signal.signal(signal.SIGALRM, ended)
        signal.setitimer(signal.ITIMER_REAL, 1)
        try:
            with self.assertRaises(KeyboardInterrupt):
                self.dag.run([str(self.launcher)])
        finally:
            signal.signal(signal.SIGALRM, before)
        self.assertEqual((self.folder / "end").read_text(), "stopped\n")


if __name__ == "__main__":
    DAG_FILE = sys.argv.pop(1)
    unittest.main()
