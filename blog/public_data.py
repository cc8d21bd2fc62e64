"""What search engines are told about an article: only what stands on its page anyway."""

from cms.public_data import absolute


def of(article) -> dict:
    address = absolute(article.url)
    data = {
        "@type": "Article",
        "headline": article.title[:110],
        "description": article.summary,
        "inLanguage": article.locale.language_code,
        "datePublished": article.date.isoformat(),
        "mainEntityOfPage": address,
        "url": address,
    }
    if article.last_published_at:
        data["dateModified"] = article.last_published_at.isoformat()
    if article.signed_by:
        data["author"] = {"@type": "Person" if article.author else "Organization", "name": article.signed_by}
    return data
