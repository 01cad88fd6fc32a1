"""Changes of targets that were approved before are revisions of the plan folder, too."""

from typing import Any

from django.db import migrations
from django.utils.timezone import localdate

_BATCH = 500


def _revise(apps: Any, schema_editor: Any) -> None:
    change, revision = (
        apps.get_model("storage", one) for one in ("TargetChange", "TargetRevision")
    )
    approved = change.objects.filter(state="approved").order_by("decided_at", "pk")
    numbers: dict[str, int] = {}
    rows = []
    for one in approved:
        number = numbers[one.target_id] = numbers.get(one.target_id, 0) + 1
        for field, after in one.after.items():
            rows.append(
                revision(
                    id=f"target-revision-{one.pk}-{field}",
                    position=len(rows) + 1,
                    target_id=one.target_id,
                    revision=number,
                    decided_on=localdate(one.decided_at),
                    field=field,
                    before=one.before.get(field, ""),
                    after=after,
                    reason=one.reason,
                    rate_without=one.rate_without or None,
                    rate_with=one.rate_after or None,
                )
            )
    revision.objects.bulk_create(rows, batch_size=_BATCH)


class Migration(migrations.Migration):
    dependencies = [("storage", "0009_registers_and_revisions")]

    operations = [migrations.RunPython(_revise, migrations.RunPython.noop)]
