"""Addresses of the workplace."""

from __future__ import annotations

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from hoshin.web import accounts, languages
from hoshin.web.api import api
from hoshin.web.screens import (
    accepting,
    approvals,
    audit,
    board,
    city_forms,
    deputies,
    entry,
    evaluations,
    figures,
    finding,
    grid,
    guides,
    handing_over,
    importing,
    keys,
    my_work,
    papers,
    people,
    publish,
    registers,
    reviewing,
    sheet_boxes,
    targets,
    workbooks,
)

handler400 = "hoshin.web.errors.bad_request"
handler403 = "hoshin.web.errors.forbidden"
handler404 = "hoshin.web.errors.not_found"
handler500 = "hoshin.web.errors.fault"

_ACCOUNT = [
    path("sign-in/", accounts.sign_in, name="account_login"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("sign-out/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/", account.password_change, name="account_change_password"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("two-step/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("", my_work.show, name="my_work"),
    path("account/", include(_ACCOUNT)),
    path("language/", login_not_required(languages.choose), name="language"),
    path("items/<int:item_id>/", entry.show, name="item"),
    path("items/<int:item_id>/draft/", entry.keep, name="item_draft"),
    path("items/<int:item_id>/evidence/", entry.attach, name="item_evidence"),
    path("items/<int:item_id>/evidence/<int:evidence_id>/", entry.evidence, name="evidence"),
    path("items/<int:item_id>/do/<slug:verb>/", entry.do, name="item_do"),
    path("grid/", grid.show, name="grid"),
    path("grid/draft/", grid.keep, name="grid_draft"),
    path("workbooks/", workbooks.show, name="workbooks"),
    path("workbooks/issue/", workbooks.issue, name="workbook_issue"),
    path("workbooks/receive/", workbooks.receive, name="workbook_receive"),
    path("workbooks/<int:returned_id>/", workbooks.returned, name="workbook_return"),
    path("workbooks/<int:returned_id>/file/", workbooks.file, name="workbook_file"),
    path("approvals/", approvals.show, name="approvals"),
    path("approvals/decide/", approvals.decide, name="approvals_decide"),
    path("evaluations/", evaluations.show, name="evaluations"),
    path("evaluations/boxes/", sheet_boxes.show, name="sheet_boxes"),
    path("evaluations/boxes/file/", sheet_boxes.file, name="sheet_boxes_file"),
    path("evaluations/ask/", evaluations.ask, name="evaluations_ask"),
    path("board/", board.show, name="board"),
    path("board/do/<slug:verb>/", board.do, name="round"),
    path("board/registers/", registers.show, name="registers"),
    path("people/", people.show, name="people"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/do/<slug:verb>/", people.do, name="person_do"),
    path("handing-over/", handing_over.show, name="handing_over"),
    path("handing-over/preview/", handing_over.preview, name="hand_over_preview"),
    path("handing-over/do/<slug:verb>/", handing_over.do, name="hand_over_do"),
    path("handing-over/<int:hand_over_id>/", handing_over.sheet, name="hand_over_sheet"),
    path("deputies/", deputies.show, name="deputies"),
    path("deputies/do/<slug:verb>/", deputies.do, name="deputy_do"),
    path("targets/", targets.index, name="targets"),
    path("targets/<str:target_id>/change/", targets.change, name="target_change"),
    path("targets/<str:target_id>/preview/", targets.preview, name="target_preview"),
    path("targets/decide/<int:change_id>/<slug:verb>/", targets.decide, name="target_decide"),
    path("audit/", audit.show, name="audit"),
    path("guides/", guides.own, name="guides"),
    path("guides/<slug:role>/", guides.show, name="guide"),
    path("keys/", keys.show, name="keys"),
    path("keys/<int:token_id>/stop/", keys.stop, name="key_stop"),
    path("api/v1/", api.urls),
    path("publish/", publish.show, name="publish"),
    path("papers/", papers.show, name="papers"),
    path("papers/<str:code>/", papers.preview, name="paper"),
    path("papers/<str:code>/file/", papers.file, name="paper_file"),
    path("forms/", city_forms.add, name="form_new"),
    path("forms/<str:code>/", city_forms.show, name="form"),
    path("forms/<str:code>/template/", city_forms.template, name="form_template"),
    path("forms/<str:code>/versions/<int:number>/", city_forms.version, name="form_version"),
    path("forms/<str:code>/end/", city_forms.end, name="form_end"),
    path("import/", importing.index, name="imports"),
    path("import/<int:upload_id>/", reviewing.review, name="review"),
    path("import/<int:upload_id>/row/", reviewing.decide, name="review_row"),
    path("import/<int:upload_id>/accept/", accepting.accept, name="review_accept"),
    path("import/<int:upload_id>/result/", accepting.result, name="review_result"),
    path("import/<int:upload_id>/do/<slug:verb>/", importing.do, name="review_do"),
    path("find/", finding.find, name="find"),
    path("documents/<slug:sha256>/", finding.file, name="document_file"),
    path("documents/<slug:sha256>/<int:number>/", finding.document, name="document"),
    path("documents/<slug:sha256>/<int:number>/image/", finding.image, name="document_image"),
    path("figures/", figures.index, name="figures"),
    path("figures/of/<str:indicator_id>/", figures.indicator, name="figures_of"),
    path("figures/<str:observation_id>/", figures.passport, name="figure"),
]
