"""The index that directory/search.py asks: of the kind the database is best at."""

from django.db import migrations

FORWARD = {
    "sqlite": [
        "CREATE VIRTUAL TABLE directory_listing_fts USING fts5(text, prefix='2 3', tokenize='unicode61')",
    ],
    "postgresql": [
        "ALTER TABLE directory_listing ADD COLUMN search tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED",
        "CREATE INDEX directory_listing_search ON directory_listing USING gin (search)",
    ],
}
BACKWARD = {
    "sqlite": ["DROP TABLE directory_listing_fts"],
    "postgresql": ["ALTER TABLE directory_listing DROP COLUMN search"],
}


def run(statements):
    def step(apps, schema_editor):
        for sql in statements[schema_editor.connection.vendor]:
            schema_editor.execute(sql)

    return step


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunPython(run(FORWARD), run(BACKWARD))]
