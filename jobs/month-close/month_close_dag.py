"""Closes last month on the 1st, for Apache Airflow 2.9 and later, and 3.

RUNBOOK.md, "Schedules", says how to install it and what each exit code leads to. The worker needs the launcher's folder, the
input folders and the environment of the book (SPRING_DATASOURCE_URL and so on).
"""

import logging
import os
import subprocess
from datetime import datetime, timedelta, timezone

try:  # Airflow 3
    from airflow.providers.standard.operators.python import PythonOperator
    from airflow.sdk import DAG
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.operators.python import PythonOperator
try:
    from airflow.sdk.exceptions import AirflowFailException
except ImportError:
    from airflow.exceptions import AirflowFailException
from airflow.timetables.trigger import CronTriggerTimetable

LAUNCHER = os.environ.get("MONTH_CLOSE_LAUNCHER", "/opt/month-close/jobs/month-close/month-close")
FOLDER = os.environ.get("MONTH_CLOSE_FOLDER", "/srv/month-close")
BILLING_ZONE = timezone(timedelta(hours=8))

SETTLED = {0}
SETTLED_WITH_EXCEPTIONS = {3}
# Trying again changes nothing. Every other code is tried again: 1, 69, 75, 143, and death by a signal.
FAIL_AT_ONCE = {64, 65, 66, 70, 73, 76, 78}

log = logging.getLogger(__name__)


class TryAgain(Exception):
    """Makes Airflow try again, as often and as late as the task says."""


def last_month(moment):
    """The month before the one that this moment lies in, at +08:00."""
    first = moment.astimezone(BILLING_ZONE).replace(day=1)
    return (first - timedelta(days=1)).strftime("%Y-%m")


def alert(what, month):
    """Tells a person: by the command that MONTH_CLOSE_ALERT names, called with what happened and the month, and in the log."""
    log.error("month-close %s: %s", month, what)
    hook = os.environ.get("MONTH_CLOSE_ALERT")
    if hook:
        subprocess.run([hook, what, month], check=True, timeout=60)


def month_of(context):
    """The month that a manual run names, else the one before the moment of the schedule."""
    named = context["params"].get("month")
    return named or last_month(context.get("data_interval_end") or context["dag_run"].run_after)


def run(command):
    """The exit code. When Airflow ends the task, the close is asked to stop and ends at its next chunk border."""
    process = subprocess.Popen(command)
    try:
        return process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise


def judge(code, month):
    """Ends the task well, fails it for good, or has it tried again."""
    if code in SETTLED:
        return
    if code in SETTLED_WITH_EXCEPTIONS:
        try:
            alert("3", month)
        except Exception as e:
            # Not tried again: the next close would say "closed already", and nobody would have been told.
            raise AirflowFailException(f"{month} is settled with exceptions, and the alert failed: {e}") from e
        return
    if code in FAIL_AT_ONCE:
        raise AirflowFailException(f"close of {month} ended {code}")
    raise TryAgain(f"close of {month} ended {code}")


def close(**context):
    month = month_of(context)
    folders = ["--input", f"{FOLDER}/in/{month}", "--output", f"{FOLDER}/out/{month}"]
    judge(run([LAUNCHER, "close", "--month", month, *folders, "--log-format", "json"]), month)


def failed(context):
    alert(str(context.get("exception")), month_of(context))


with DAG(
    dag_id="month_close",
    schedule=CronTriggerTimetable("0 2 1 * *", timezone="Asia/Shanghai"),
    # Set it: the 1st after the first month that Airflow is to close.
    start_date=datetime(2026, 1, 1, tzinfo=BILLING_ZONE),
    # A month that was missed is closed before the next one, and none after one that failed.
    catchup=True,
    max_active_runs=1,
    params={"month": ""},
) as dag:
    PythonOperator(
        task_id="close",
        python_callable=close,
        depends_on_past=True,
        retries=8,
        retry_delay=timedelta(minutes=5),
        execution_timeout=timedelta(hours=6),
        on_failure_callback=failed,
        do_xcom_push=False,
    )
