"""Queries that call another service in some disguise, and queries that only seem to."""

from __future__ import annotations

# Nothing listens there, so a call that slips through fails at once.
HOME = "http://127.0.0.1:9/"
CALL = f"<{HOME}> {{ ?x ?y ?z }}"
DISGUISED = {
    "plain": f"SELECT * {{ SERVICE {CALL} }}",
    "small letters": f"SELECT * {{ service {CALL} }}",
    "mixed case": f"SELECT * {{ sErViCe {CALL} }}",
    "silent": f"SELECT * {{ SERVICE SILENT {CALL} }}",
    "no blank before the address": f"SELECT * {{ SERVICE{CALL} }}",
    "no blank before a prefixed name": "SELECT * { SERVICEex:a { ?x ?y ?z } }",
    "no blank after silent": "SELECT * { SERVICESILENTex:a { ?x ?y ?z } }",
    "no blank before an empty prefix": f"PREFIX : <{HOME}> SELECT * {{ SERVICE:a {{ }} }}",
    "no blank before a variable": f"SELECT * {{ BIND(<{HOME}> AS ?a) SERVICE?a {{ ?x ?y ?z }} }}",
    "comment after": f"SELECT * {{ SERVICE # here\n {CALL} }}",
    "comment between, closed by a carriage return": f"SELECT * {{ # no\r SERVICE {CALL} }}",
    "nested group": f"SELECT * {{ {{ {{ SERVICE {CALL} }} }} }}",
    "optional": f"SELECT * {{ OPTIONAL {{ SERVICE {CALL} }} }}",
    "union": f"SELECT * {{ {{ }} UNION {{ SERVICE {CALL} }} }}",
    "minus": f"SELECT * {{ ?s ?p ?o MINUS {{ SERVICE {CALL} }} }}",
    "named graph": f"SELECT * {{ GRAPH ?g {{ SERVICE {CALL} }} }}",
    "filter": f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE {CALL} }} }}",
    "sub-select": f"SELECT * {{ SELECT * {{ SERVICE {CALL} }} }}",
    "construct": f"CONSTRUCT {{ ?x ?y ?z }} {{ SERVICE {CALL} }}",
    "describe": f"DESCRIBE ?x {{ SERVICE {CALL} }}",
    "ask": f"ASK {{ SERVICE {CALL} }}",
    "after a dot": f"SELECT * {{ ?s ?p ?o.SERVICE {CALL} }}",
    "after a number": f"SELECT * {{ ?s ?p 1SERVICE {CALL} }}",
    "after a number with a dot": f"SELECT * {{ ?s ?p 1.SERVICE {CALL} }}",
    "after a truth value": f"SELECT * {{ ?s ?p trueSERVICE {CALL} }}",
    "after a text": f"SELECT * {{ ?s ?p 'x'SERVICE {CALL} }}",
    "after the second dot of a name": f"SELECT * {{ ?s ?p ex:a.b.SERVICE {CALL} }}",
    "less-than read as an address": f"SELECT * {{ FILTER(1<2)SERVICE#>\n{CALL} }}",
    "less-than before a comment": f'SELECT * {{ FILTER(1<2)#>"""\nSERVICE {CALL}\n#"""\n }}',
    "less-than before a text": f"SELECT * {{ FILTER(1<2&&'>'='>')SERVICE {CALL} #'\n }}",
    "a long text that is none": (
        "SELECT * { VALUES ?v { '''a' } SERVICE <" + HOME + "> { ?x ex:\\~ ?z } } #'''"
    ),
    "a long text with an escape": (
        "SELECT * { VALUES ?v { '''x'#\\u0041\n''' } SERVICE " + CALL + " } #'''"
    ),
    "a long text with an escape, in double quotes": (
        'SELECT * { VALUES ?v { """x"#\\u0041\n""" } SERVICE ' + CALL + ' } #"""'
    ),
    "after an address with a quote": f"SELECT * {{ ?s <urn:a'b> ?o . SERVICE {CALL} }} #'",
    "after an escaped number sign": f"SELECT * {{ ?s ?p ex:a\\# . SERVICE {CALL} }}",
    "after an escaped quote": f"SELECT * {{ ?s ?p ex:a\\' . SERVICE {CALL} }} #'",
}
ESCAPED = {
    "first letter": f"SELECT * {{ \\u0053ERVICE {CALL} }}",
    "long form": f"SELECT * {{ SERV\\U00000049CE {CALL} }}",
    "every letter": "SELECT * { \\u0053\\u0045\\u0052\\u0056\\u0049\\u0043\\u0045 " + CALL + " }",
    "quote that closes a text": f"SELECT * {{ FILTER('\\u0027=''') SERVICE {CALL} }} #'",
    "line feed that closes a comment": f"SELECT * {{ #\\u000A SERVICE {CALL}\n}}\\u0020",
}
HARMLESS = {
    "variable": "SELECT ?service { ?service ?p $SERVICE }",
    "text": "SELECT * { ?s ?p \"SERVICE <x> {\" , 'service' }",
    "long text": f'SELECT * {{ ?s ?p \'\'\'SERVICE\n{CALL}\'\'\', """"SERVICE"" """ }}',
    "text with escapes": r"""SELECT * { ?s ?p "\"SERVICE\\\n" }""",
    "comment": f"SELECT * {{ }} # SERVICE {CALL}",
    "address": "SELECT * { ?s <http://example.org/SERVICE?a=b#service> ?o }",
    "address with a quote": "SELECT * { ?s <http://example.org/'> 'SERVICE' }",
    "prefixed name": "SELECT * { ?s ex:service ex:my-service }",
    "language": "SELECT * { ?s ?p 'x'@en-service }",
    "blank node": "SELECT * { _:service ?p ?o }",
    "comparison": "SELECT * { ?s ?p ?service FILTER(?service<3 && ?service>1) }",
    "escapes without the word": r"SELECT * { ?s ex:a\#b 'é', <urn:a#b> FILTER(1<2) }",
}
