"""The killable pool: jobs that hang, die or overeat end alone."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal

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


async def test_much_goes_over_and_comes_back_whole() -> None:
    body = os.urandom(9_000_000)
    async with Workshop() as workshop:
        found = await asyncio.gather(*(workshop.run(jobs.reverse, body) for _ in range(3)))
    assert found == [body[::-1]] * 3


async def test_jobs_given_ahead_survive_the_one_that_hangs_before_them() -> None:
    async with Workshop(wall=1.0) as workshop:
        first = asyncio.create_task(workshop.run(jobs.hang))
        others = [asyncio.create_task(workshop.run(jobs.double, number)) for number in range(4)]
        assert await asyncio.gather(*others) == [0, 2, 4, 6]
        with pytest.raises(ReadingError, match="gave up"):
            await first


async def test_the_clock_of_a_job_does_not_run_while_it_waits_for_another() -> None:
    async with Workshop(wall=1.0) as workshop:
        found = await asyncio.gather(*(workshop.run(jobs.doze, 0.4) for _ in range(4)))
    assert found == [0.4] * 4


async def test_a_job_that_nobody_waits_for_makes_room() -> None:
    async with Workshop() as workshop:
        job = asyncio.create_task(workshop.run(jobs.hang))
        waiting = asyncio.create_task(workshop.run(jobs.double, 3))
        await asyncio.sleep(0.3)
        job.cancel()
        assert await asyncio.wait_for(waiting, 10) == 6


async def test_what_cannot_be_handed_over_is_its_callers_fault_alone() -> None:
    async with Workshop() as workshop:
        with pytest.raises((AttributeError, TypeError, pickle.PicklingError)):
            await workshop.run(lambda: None)
        with pytest.raises((AttributeError, TypeError, pickle.PicklingError)):
            await workshop.run(jobs.make_a_lambda)
        assert await workshop.run(jobs.double, 4) == 8


async def test_a_process_that_ended_while_nobody_looked_is_replaced() -> None:
    async with Workshop() as workshop:
        os.kill(await workshop.run(os.getpid), signal.SIGKILL)
        await asyncio.sleep(0.2)
        assert await workshop.run(jobs.double, 4) == 8


async def test_two_processes_work_at_once() -> None:
    async with Workshop(2) as workshop:
        workshop.start(jobs.settle)
        found = await asyncio.gather(*(workshop.run(jobs.doze_and_tell, 0.2) for _ in range(4)))
    assert len(set(found)) == 2


def test_one_workshop_serves_callers_without_a_loop_one_after_the_other() -> None:
    workshop = Workshop()
    try:
        assert [workshop.run_now(jobs.double, number) for number in range(3)] == [0, 2, 4]
    finally:
        workshop.close()


async def test_an_ended_workshop_takes_no_more() -> None:
    async with Workshop() as workshop:
        await workshop.run(jobs.double, 1)
    with pytest.raises(ReadingError, match="ended"):
        await workshop.run(jobs.double, 1)
