from django.db import migrations


def take_over(apps, schema_editor):
    """Profiles that are listed stay listed: their titles were looked at when they were published, before evidence was
    kept. Staff find them in the report of titles without an end."""
    Listing = apps.get_model("directory", "Listing")
    Qualification = apps.get_model("directory", "Qualification")
    listed = Listing.objects.filter(page__isnull=False, page__professional_title__isnull=False)
    for counsellor, title in listed.values_list("counsellor_id", "page__professional_title_id"):
        Qualification.objects.get_or_create(
            counsellor_id=counsellor, title_id=title, state="checked", defaults={"taken_over": True}
        )


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_titles_are_checked")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
