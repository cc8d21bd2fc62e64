"""Words and marks in one index, in the order of the list; where a practice is; how many bear a mark.

The texts are emptied here and written anew, in their new form, once all migrations have run (actions/listings.catch_up).
"""

import random

from django.db import migrations, models

FORWARD = {
    "sqlite": [
        "DROP TABLE directory_listing_fts",
        # The beginnings of words are indexed, so that "anx" costs what "anxiety" costs. No positions: they are not asked
        # for. `ascii` splits at ASCII signs only: the words come split and folded.
        "CREATE VIRTUAL TABLE directory_listing_fts USING fts5(text, detail=none, prefix='1 2 3 4 5 6 7 8', "
        "tokenize=\"ascii tokenchars '_'\")",
    ],
    "postgresql": [
        "ALTER TABLE directory_listing ADD COLUMN search tsvector GENERATED ALWAYS AS "
        "(array_to_tsvector(string_to_array(trim(text || ' ' || fact_marks), ' '))) STORED",
        "CREATE INDEX directory_listing_search ON directory_listing USING gin (search)",
        # Texts lie beside the table, so that going through ten thousand rows reads little.
        "ALTER TABLE directory_listing SET (toast_tuple_target = 128)",
    ],
}
BACKWARD = {
    "sqlite": [
        "DROP TABLE directory_listing_fts",
        "CREATE VIRTUAL TABLE directory_listing_fts USING fts5(text, prefix='2 3', tokenize='unicode61')",
    ],
    "postgresql": [
        "ALTER TABLE directory_listing RESET (toast_tuple_target)",
        "ALTER TABLE directory_listing DROP COLUMN search",
    ],
}
OLD_COLUMN = (
    "ALTER TABLE directory_listing ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED",
    "CREATE INDEX directory_listing_search ON directory_listing USING gin (search)",
)


def run(statements):
    def step(apps, schema_editor):
        for sql in statements[schema_editor.connection.vendor]:
            schema_editor.execute(sql)

    return step


def drop_old_column(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE directory_listing DROP COLUMN search")


def add_old_column(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for sql in OLD_COLUMN:
            schema_editor.execute(sql)


def draw(bits):
    def step(apps, schema_editor):
        Listing = apps.get_model("directory", "Listing")
        rows = list(Listing.objects.only("pk"))
        for row, key in zip(rows, random.sample(range(1 << bits), len(rows)), strict=True):
            row.order_key = key
        Listing.objects.bulk_update(rows, ["order_key"], batch_size=500)
        Listing.objects.update(text="")

    return step


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_words_in_three_languages")]

    operations = [
        migrations.RunPython(drop_old_column, add_old_column),
        migrations.RemoveConstraint("listing", "listing_order_key_in_range"),
        migrations.RemoveIndex("listing", "listing_shown"),
        migrations.RunPython(draw(31), draw(20)),
        migrations.AlterField(
            "listing", "order_key",
            models.PositiveIntegerField(unique=True, help_text="Drawn once; the day's order is made from it."),
        ),
        migrations.AlterField(
            "listing", "text",
            models.TextField(
                blank=True, help_text="Everything to be found by: folded words, and marks of the profile."
            ),
        ),
        migrations.AddField(
            "listing", "fact_marks",
            models.TextField(blank=True, default="", help_text="Marks of what apps above know: prices, the next free day."),
            preserve_default=False,
        ),
        migrations.RemoveField("listing", "specialities"),  # marks of the text now
        migrations.RemoveField("listing", "languages"),
        migrations.AddField("listing", "lat", models.FloatField(blank=True, null=True)),
        migrations.AddField("listing", "lon", models.FloatField(blank=True, null=True)),
        migrations.AddField(
            "listing", "form",
            models.PositiveSmallIntegerField(
                default=0, help_text="In which form `text` is written; an old one is rewritten."
            ),
        ),
        migrations.AddIndex(
            "listing",
            models.Index(
                fields=["order_key", "accepting", "next_free_at", "lat", "lon"],
                condition=models.Q(page__isnull=False), name="listing_shown",
            ),
        ),
        migrations.AddIndex(
            "listing",
            models.Index(
                fields=["next_free_at", "order_key"],
                condition=models.Q(page__isnull=False, accepting=True), name="listing_free",
            ),
        ),
        migrations.AddIndex(
            "listing",
            models.Index(fields=["form"], condition=models.Q(page__isnull=False), name="listing_form"),
        ),
        migrations.AddConstraint(
            "listing",
            models.CheckConstraint(
                condition=models.Q(order_key__lte=(1 << 31) - 1), name="listing_order_key_in_31_bits"
            ),
        ),
        migrations.AddConstraint(
            "listing",
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True) | models.Q(lat__isnull=False, lon__isnull=False),
                name="listing_lat_with_lon",
            ),
        ),
        migrations.CreateModel(
            name="Facet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=40, unique=True)),
                ("people", models.IntegerField(default=0)),
            ],
        ),
        migrations.RunPython(run(FORWARD), run(BACKWARD)),
    ]  # fmt: skip
