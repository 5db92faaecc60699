"""Ontology tools of other makers: they read the OWL file as it is meant, and find no fault.

HermiT and the OWL API come with owlready2; both need Java.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import owlready2
import pyhornedowl
import pytest
from corpora import ROOT
from tools import TOOLS, find

import kg
from kg.exchange.imports import read_imports, whole_ontology
from kg.rdf import VOCAB, Iri, statements
from kg.rdf.speaker import PUBLIC
from kg.rdf.texts import to_rdfxml

CORPUS = kg.load().corpus
SAID = set(
    whole_ontology(CORPUS, read_imports(ROOT), (one for one in statements(CORPUS) if not one.graph))
)
TEXT = to_rdfxml(SAID, CORPUS.ontology.prefixes)
CONTRADICTION = f"""
<owl:NamedIndividual rdf:about="https://example.org/planted">
  <rdf:type rdf:resource="{VOCAB}Receptor"/>
  <rdf:type rdf:resource="{VOCAB}Hormone"/>
</owl:NamedIndividual>
</rdf:RDF>
"""
HERMIT = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
PROFILES = """
import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.*;

public class Profiles {
  public static void main(String[] files) throws Exception {
    OWLOntology read =
        OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(files[0]));
    for (OWLProfile profile : new OWLProfile[] {new OWL2DLProfile(), new OWL2RLProfile()})
      for (OWLProfileViolation fault : profile.checkOntology(read).getViolations())
        System.out.println(profile.getName() + ": " + fault);
  }
}
"""
needs_java = pytest.mark.skipif(find("java") is None, reason=TOOLS["java"].remedy)


@pytest.fixture(scope="module")
def owl_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("owl") / "hormone-bone.owl"
    path.write_text(TEXT, encoding="utf-8")
    return path


def declared(kind: str) -> set[str]:
    type_ = PUBLIC["rdf"] + "type"
    return {
        str(one.subject)
        for one in SAID
        if (one.predicate, one.object) == (type_, Iri(PUBLIC["owl"] + kind))
    }


def consistent(path: Path) -> bool:
    """Ask HermiT."""
    world = owlready2.World()
    try:
        read = world.get_ontology(path.as_uri()).load(only_local=True)
        with read:
            owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    finally:
        world.close()
    return True


def test_horned_owl_reads_every_class_property_and_individual(owl_file: Path) -> None:
    read = pyhornedowl.open_ontology_from_file(str(owl_file))

    assert set(map(str, read.get_classes())) == declared("Class")
    assert set(map(str, read.get_object_properties())) == declared("ObjectProperty")
    assert set(map(str, read.get_data_properties())) == declared("DatatypeProperty")
    assert set(map(str, read.get_annotation_properties())) == declared("AnnotationProperty")
    assert set(map(str, read.get_named_individuals())) == declared("NamedIndividual")
    assert str(read.get_iri()) == CORPUS.ontology.metadata["ontology"]
    assert str(read.get_version_iri()).endswith(f"/{CORPUS.ontology.metadata['version']}")


def test_owlready_reads_every_class_and_individual(owl_file: Path) -> None:
    world = owlready2.World()
    read = world.get_ontology(owl_file.as_uri()).load(only_local=True)

    classes = {class_.iri for class_ in read.classes()}
    individuals = {individual.iri for individual in read.individuals()}
    world.close()
    assert (classes, individuals) == (declared("Class"), declared("NamedIndividual"))


@needs_java
def test_hermit_finds_the_release_consistent(owl_file: Path) -> None:
    assert consistent(owl_file)


@needs_java
def test_hermit_finds_a_planted_contradiction(tmp_path: Path) -> None:
    path = tmp_path / "planted.owl"
    path.write_text(TEXT.replace("</rdf:RDF>\n", CONTRADICTION), encoding="utf-8")

    assert not consistent(path)


def profile_faults(path: Path) -> list[str]:
    """Ask the OWL API what is outside OWL 2 DL and OWL 2 RL."""
    program = path.with_name("Profiles.java")
    program.write_text(PROFILES, encoding="utf-8")
    done = subprocess.run(
        ["java", "-cp", HERMIT, program, path], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


needs_compiler = pytest.mark.skipif(
    shutil.which("javac") is None, reason="install a JDK (Debian: apt-get install default-jdk)"
)


@needs_compiler
def test_the_owl_api_finds_it_in_owl_2_rl_but_for_the_years_of_studies(owl_file: Path) -> None:
    """OWL 2 knows no years; they are values of an annotation, which no reasoner reads."""
    faults = profile_faults(owl_file)

    assert [fault for fault in faults if "data range not in profile: xsd:gYear" not in fault] == []
    assert not any(fault.startswith("OWL 2 DL") for fault in faults)


@needs_compiler
def test_the_owl_api_finds_what_is_outside_the_profile(tmp_path: Path) -> None:
    path = tmp_path / "planted.owl"
    both = f'<owl:DatatypeProperty rdf:about="{VOCAB}promotes"/>\n</rdf:RDF>\n'
    path.write_text(TEXT.replace("</rdf:RDF>\n", both), encoding="utf-8")

    assert any(fault.startswith("OWL 2 DL") for fault in profile_faults(path))
