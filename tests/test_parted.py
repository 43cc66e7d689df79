"""A corpus in parts, larger than memory or made on many machines, answers as one in memory."""

import os
import signal
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module

import dask.bag
import pandas as pd
import pytest
from distributed import Client, LocalCluster

import dgpolicy
from dgpolicy import Corpus, Document
from dgpolicy.errors import CheckError
from dgpolicy.facets import COUNTS, FACETS
from dgpolicy.parted import lazy
from dgpolicy.tables import store
from dgpolicy.tables.frames import FRAMES

SPEECH = "市水務局局長王江:\n明年將新建{}座水廠。\n市教育局局長李河:\n將加快發展新能源產業。\n"
WATER = [
    Document.from_text(
        SPEECH.format(n), document_id=f"w{n}", title=f"第{n}", published="2022-11-09"
    )
    for n in range(200)
]


def put(folder, parts):
    """Write corpora as the parts of one folder."""
    for name in FRAMES:
        (folder / f"{name}.parquet").mkdir(parents=True)
    for number, part in enumerate(parts):
        store.fill(folder / "new", part.frames, bare=True)
        for name in FRAMES:
            place = folder / f"{name}.parquet" / f"part-{number:06}.parquet"
            (folder / "new" / f"{name}.parquet").rename(place)
        (folder / "new/datapackage.json").unlink()
        (folder / "new").rmdir()
    (folder / "datapackage.json").write_text(store.describe(folder), "utf-8")
    return folder


@pytest.fixture(scope="module")
def parts():
    return [dgpolicy.extract(WATER[:2]), dgpolicy.load(), dgpolicy.extract(WATER[2:5])]


@pytest.fixture(scope="module")
def whole(parts):
    return Corpus.concat(parts)


@pytest.fixture(scope="module")
def large(parts, tmp_path_factory):
    return Corpus.read(put(tmp_path_factory.mktemp("large") / "all.parquet", parts))


@pytest.fixture(scope="module")
def client():
    alone = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with alone as cluster, Client(cluster) as client:
        yield client


def test_a_folder_in_parts_is_read_when_it_is_asked(large, whole):
    assert lazy(large.frames) and not lazy(whole.frames)
    assert repr(large) == f"<Corpus in parts: {len(whole)} pledges>"
    assert large.check().compute() == whole


@pytest.mark.parametrize("facet", FACETS)
def test_parts_give_the_counts_of_the_whole(large, whole, facet):
    for choices in ({}, {"industry": "new_energy", "text": "新能源"}, {"organisation": "drc"}):
        assert large.counts(facet, **choices).equals(whole.counts(facet, **choices))
        ours, theirs = large.filter(**choices), whole.filter(**choices)
        assert ours.counts(facet).equals(theirs.counts(facet))
        assert ours.values(facet) == theirs.values(facet)


@pytest.mark.parametrize("count", COUNTS)
def test_parts_give_the_codes_of_the_whole(large, whole, count):
    for facet in FACETS:
        ours, theirs = (one.coded(facet, count) for one in (large, whole))
        columns = sorted(theirs)
        pd.testing.assert_frame_equal(
            *(
                rows[columns].astype("str").sort_values(columns, ignore_index=True)
                for rows in (ours.compute(), theirs)
            )
        )


@pytest.mark.parametrize(
    "choices",
    [{"kind": "lead"}, {"text": "水廠", "horizon": "within_2_years"}, {"text": "none such"}],
)
def test_a_choice_keeps_the_same_rows(large, whole, choices):
    ours, theirs = large.filter(**choices), whole.filter(**choices)
    assert lazy(ours.frames)
    assert ours.compute() == theirs
    assert ours.filter(organisation="drc").compute() == theirs.filter(organisation="drc")


def test_a_pledge_is_kept_or_missed_by_its_id(large, whole):
    some = whole.pledges["pledge_id"].iloc[[0, 7]].tolist()
    assert large.keep(some).compute() == whole.keep(some)
    with pytest.raises(ValueError, match="unknown pledge 'none-such'"):
        large.keep(["none-such"])


def test_a_document_is_called_by_its_title(large):
    assert large.label("document", "w1") == "第1"
    assert large.counts("document", document="第1").to_dict() == {"w1": 2}


def test_what_is_saved_of_parts_is_read_again(large, whole, tmp_path):
    for name in ("few.parquet", "few"):
        large.filter(industry="new_energy").save(tmp_path / name)
        assert Corpus.read(tmp_path / name).compute() == whole.filter(industry="new_energy")
    assert sorted(os.listdir(tmp_path)) == ["few", "few.parquet"]


def test_corpora_in_parts_and_in_memory_make_one(large, whole):
    more = dgpolicy.extract(WATER[5:7])
    assert Corpus.concat([large, more]).compute() == Corpus.concat([whole, more])


def test_an_explorer_of_parts_counts_all_and_lists_a_page(large, whole, monkeypatch):
    monkeypatch.setattr(import_module("dgpolicy.explorer.payload"), "PAGE", 3)
    explorer = dgpolicy.explore(large, organisation="iitb")
    assert repr(explorer) == f"Explorer(overview: 6 of {len(whole)} pledges)"
    explorer.selection = {"industry": ["new_energy"], "text": "新能源"}
    made, chosen = explorer.payload, whole.filter(**explorer.selection)
    assert made["pledges"]["id"] == chosen.pledges["pledge_id"].tolist()[:3]
    assert made["large"] == {"all": len(whole), "chosen": len(chosen)}
    for facet in (facet for facet in made["facets"] if "counts" in facet):
        others = {by: codes for by, codes in explorer.selection.items() if by != facet["id"]}
        counts = whole.counts(facet["id"], **others).to_dict()
        assert dict(zip(facet["codes"], facet["counts"], strict=True)) == {
            code: counts.get(code, 0) for code in facet["codes"]
        }
        assert facet["of"] == len(whole.filter(**others))


def test_charts_and_quotes_fetch_what_they_are_given(large, whole):
    some = {"industry": "new_energy"}
    ours, theirs = large.filter(**some), whole.filter(**some)
    assert dgpolicy.charts.bars(ours, "kind") == dgpolicy.charts.bars(theirs, "kind")
    for show in (dgpolicy.table, partial(dgpolicy.quote, pledge_id=theirs.pledges["pledge_id"][0])):
        assert show(ours)._repr_html_() == show(theirs)._repr_html_()


def test_a_document_that_stands_in_two_parts_is_found(parts, tmp_path):
    twice = Corpus.read(put(tmp_path / "twice.parquet", [*parts, parts[0]]))
    with pytest.raises(CheckError, match="'w0' stands in two parts"):
        twice.check()


def test_many_machines_find_the_rows_of_one_though_a_worker_is_killed(client):
    made = dgpolicy.extract(WATER, client=client)
    killed = next(iter(client.run(os.getpid).values()))
    os.kill(killed, signal.SIGKILL)
    assert made.compute() == dgpolicy.extract(WATER)
    while client.run(os.getpid) == {}:  # the next test needs both
        time.sleep(0.1)


def test_addresses_are_read_where_the_documents_are_coded(client, tmp_path):
    for number, document in enumerate(WATER[:3]):
        (tmp_path / f"w{number}.txt").write_text(document.text, "utf-8")
    with pytest.warns(UserWarning, match="date of publication"):
        expected = dgpolicy.extract(sorted(tmp_path.iterdir()))
    local = dgpolicy.extract([f"file://{tmp_path}/*.txt"], client=client)
    assert local.compute() == expected
    serve = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path)
    )
    threading.Thread(target=serve.serve_forever, daemon=True).start()
    names = [f"http://127.0.0.1:{serve.server_port}/w{n}.txt" for n in range(3)]
    far = dgpolicy.extract(names, client=client).compute()
    assert far.documents["url"].tolist() == names
    assert far.pledges.equals(expected.pledges)
    with pytest.raises(ValueError, match=r"none\.txt: cannot be opened"):
        dgpolicy.extract([names[0].replace("w0", "none")], client=client).compute()
    serve.shutdown()


def test_a_bag_needs_no_cluster():
    bag = dask.bag.from_sequence(WATER[:6], npartitions=3)
    assert dgpolicy.extract(bag).compute() == dgpolicy.extract(WATER[:6])
