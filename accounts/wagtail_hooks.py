"""What the admin gets from us besides Wagtail's own pages about people. (Its bulk actions on people are closed in
config/urls.py: they list and change whom the page of one person would refuse.)"""

from wagtail import hooks

from accounts import wagtail_users

hooks.register("register_admin_urls", wagtail_users.more_addresses)
