"""The workplace for a WSGI server such as gunicorn: ``hoshin.web.wsgi:application``."""

import gc

from hoshin.storage.start import start

start()

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
# What is loaded stays for good; without this the collector walks through it in many a request.
gc.collect()
gc.freeze()
