"""The corpus as a service on this machine: a read-only SPARQL endpoint and its pages."""
