"""What words begin with is a mark up to three letters; the index of beginnings starts at four.

The index is emptied; the texts are in an old form now and written anew after migrating (actions/listings.catch_up).
"""

from django.db import migrations


def make(prefixes):
    def step(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute("DROP TABLE directory_listing_fts")
            schema_editor.execute(
                f"CREATE VIRTUAL TABLE directory_listing_fts USING fts5(text, detail=none, prefix='{prefixes}', "
                "tokenize=\"ascii tokenchars '_'\")"
            )

    return step


class Migration(migrations.Migration):
    dependencies = [("directory", "0009_found_by_marks")]
    operations = [migrations.RunPython(make("4 5 6 7 8"), make("1 2 3 4 5 6 7 8"))]
