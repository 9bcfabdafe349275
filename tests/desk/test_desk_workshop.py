"""The killable pool: jobs that hang, die or overeat end alone."""

from __future__ import annotations

import asyncio
import os

import pytest

from tests.desk import jobs
from tui_reader.desk.workshop import Workshop
from tui_reader.errors import ReadingError


async def test_a_job_runs_in_another_process() -> None:
    async with Workshop() as workshop:
        assert await workshop.run(os.getpid) != os.getpid()


async def test_processes_can_be_started_before_there_is_work() -> None:
    async with Workshop() as workshop:
        workshop.start(jobs.settle)
        assert await workshop.run(jobs.double, 4) == 8
        assert await workshop.run(jobs.is_settled)


async def test_a_start_that_fails_leaves_the_work_alone() -> None:
    async with Workshop() as workshop:
        workshop.start(jobs.die)
        assert await workshop.run(jobs.double, 4) == 8


async def test_a_hanging_job_is_killed_and_the_next_one_runs() -> None:
    async with Workshop(wall=1.0) as workshop:
        with pytest.raises(ReadingError, match="gave up after 1 s"):
            await workshop.run(jobs.hang)
        assert await workshop.run(jobs.double, 4) == 8


async def test_a_dying_job_ends_alone() -> None:
    async with Workshop() as workshop:
        with pytest.raises(ReadingError, match="died"):
            await workshop.run(jobs.die)
        assert await workshop.run(jobs.double, 4) == 8


async def test_a_job_cannot_eat_all_memory() -> None:
    async with Workshop() as workshop:
        with pytest.raises(ReadingError, match="memory"):
            await workshop.run(jobs.eat, 3 << 30)


async def test_a_jobs_own_error_comes_through() -> None:
    async with Workshop() as workshop:
        with pytest.raises(ZeroDivisionError):
            await workshop.run(jobs.fail)


async def test_a_job_that_prints_does_not_reach_our_output(capfd: pytest.CaptureFixture[str]) -> None:
    async with Workshop() as workshop:
        await workshop.run(print, "hello from a parser")
    assert capfd.readouterr().out == ""


async def test_leaving_ends_a_job_under_way() -> None:
    async with Workshop() as workshop:
        await workshop.run(jobs.double, 1)
        job = asyncio.create_task(workshop.run(jobs.hang))
        await asyncio.sleep(0.1)
    with pytest.raises((asyncio.CancelledError, ReadingError)):
        await asyncio.wait_for(job, 10)
