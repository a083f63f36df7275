"""A loopback site that serves anything under any host name, with faults on demand; see ``tests.site.server``."""
