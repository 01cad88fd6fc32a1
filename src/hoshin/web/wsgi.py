"""The workplace for a WSGI server such as gunicorn: ``hoshin.web.wsgi:application``."""

from hoshin.storage.start import start

start()

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
