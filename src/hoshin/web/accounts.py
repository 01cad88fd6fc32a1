"""Accounts: people are invited, never sign up; the words of signing in are our own."""

from __future__ import annotations

from typing import Any

from allauth.account import forms, views
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from hoshin.actions.actor import Actor
from hoshin.actions.own_password import change_own_password
from hoshin.charts.words import Language
from hoshin.web import errors
from hoshin.web.single_sign_on import is_signed_in_by_it, way_out
from hoshin.web.words import speech_of


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a name and a password, unless the city signs in at its provider only."""
    if request.method == "POST" and not settings.HAS_PASSWORDS:
        return errors.no_passwords(request)
    answer: HttpResponse = views.login(request)
    return answer


def word(key: str) -> str:
    """A word in the language of the request that is being answered."""
    language = get_language() or Language.JA.value
    return speech_of(Language(language[:2])).w(key)


class AccountAdapter(DefaultAccountAdapter):
    """How allauth deals with our people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Sign out at the identity provider too, where the session began there."""
        left = way_out(request) if is_signed_in_by_it(request) else ""
        return left or super().get_logout_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To the person's work, where it is said that the password was changed."""
        messages.success(request, word("accounts.password.changed"))
        return reverse("my_work")

    def validation_error(self, code: str, *arguments: Any) -> ValidationError:
        """What is wrong with a form; a wrong password in the words that the form itself uses."""
        if code == "username_password_mismatch":
            return ValidationError(word("accounts.sign_in.wrong"), code=code)
        return super().validation_error(code, *arguments)

    def add_message(self, *arguments: Any, **options: Any) -> None:
        """The library's remarks are left unsaid: the next screen shows what is true."""


class LoginForm(forms.LoginForm):
    """Sign-in name and password."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["login"].label = word("accounts.sign_in.name")
        self.fields["password"].label = word("accounts.sign_in.password")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ChangePasswordForm(forms.ChangePasswordForm):
    """The current password and the new one, twice; whoever changed it may start work."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, key in (
            ("oldpassword", "current"),
            ("password1", "new"),
            ("password2", "repeat"),
        ):
            self.fields[name].label = word(f"accounts.password.{key}")
            self.fields[name].widget.attrs.pop("placeholder", None)

    def save(self) -> None:
        """Change the password by its action."""
        change_own_password(Actor(self.user), self.cleaned_data["password1"])
