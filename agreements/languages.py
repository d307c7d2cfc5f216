"""Which language a paper has, where nobody has chosen one."""

PAPER_LANGUAGES = [("fr", "Français"), ("nl", "Nederlands")]
OF_ROLE = {"FR": ["fr"], "NL": ["nl"], "BI": ["fr", "nl"]}


def host_languages(host):
    return OF_ROLE.get(host.language_role, ["fr", "nl"])


def worker_languages(worker):
    """French and Dutch as far as the worker uses them, the own choice first."""
    spoken = [worker.language, *(term.code for term in worker.spoken.all())]
    return [code for code in dict.fromkeys(spoken) if code in dict(PAPER_LANGUAGES)]


def common_language(placement):
    """The worker's own language where the host works in it too, else another they share, else the host's."""
    host = host_languages(placement.host)
    return next((code for code in worker_languages(placement.worker) if code in host), host[0])
