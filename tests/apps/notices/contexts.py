"""One full context for each notice. Everything in it is made up."""

from __future__ import annotations

PLATFORM = {"name": "示例平台", "url": "https://platform.invalid"}
ACCOUNT = {"ref": "acct-demo-1", "name": "示例养生号"}
CLAUSE = {"ref": "PA21:18(8)", "text": "（八）违反国家规定，擅自交易公众账号。（条文示例）"}
APPEAL = {
    "url": "https://platform.invalid/portal/decisions/D-DEM0001/appeal",
    "deadline": "2026-12-23T23:59:59+08:00",
    "days": 30,
}
ACT = {
    "kind": "content",
    "ref": "post-demo-9",
    "title": "演示标题：转让一个号",
    "excerpt": "样例正文第一行，出售账号。\n样例正文第二行。",
    "published_at": "2026-11-22T01:30:00+00:00",
    "quotes": ["出售账号"],
}
PROVENANCE = {"found_by": "rule", "decided_by": "one_person", "automation": "partial", "rules": ["account-trading.offer"]}
LIMIT = {
    "code": "limit_function",
    "scope": "publish",
    "starts_at": "2026-11-23T12:00:00+08:00",
    "ends_at": "2026-11-30T12:00:00+08:00",
}
WARN = {"code": "warn", "scope": "", "starts_at": "2026-11-23T12:00:00+08:00", "ends_at": None}
FACTS = "该内容公开出售账号，并留有联系方式。"
EVIDENCE = [
    {"kind": "snapshot", "ref": "post-demo-9", "summary": "内容快照", "count": 1},
    {"kind": "report", "ref": "", "summary": "", "count": 2},
    {"kind": "note", "ref": "", "summary": "", "count": 1},
    {"kind": "evaluation", "ref": "E-DEMO", "summary": "", "count": 1},
]

COPYRIGHT = {
    "receipt": "CN-DEM0001",
    "content": {"ref": "post-demo-9", "title": "演示标题：示例图鉴选读"},
    "work": {"title": "示例图鉴", "url": "https://platform.invalid/p/post-demo-3"},
}

CONTEXTS = {
    "copyright_forwarded": COPYRIGHT
    | {
        "account": ACCOUNT,
        "sender": {"name": "示例出版工作室", "capacity": "owner"},
        "statement": "该内容逐段使用了我社作品，\n没有取得许可。",
        "files": [{"kind": "权属证明", "name": "登记证书.pdf"}, {"kind": "侵权初步证据", "name": "对照.png"}],
        "decision": {"ref": "D-DEM0009"},
        "window_days": 15,
        "forwarded_at": "2026-11-23T12:00:00+08:00",
        "url": "https://platform.invalid/portal/copyright/CN-DEM0001/",
    },
    "copyright_counter_forwarded": COPYRIGHT
    | {
        "answerer": {"name": "示例文化传播中心（演示）"},
        "statement": "该内容取得了作者的书面许可。",
        "files": [{"kind": "不侵权初步证据", "name": "许可书.pdf"}],
        "window_days": 15,
        "most_working_days": 20,
        "forwarded_at": "2026-11-24T09:00:00+08:00",
        "window_ends_at": "2026-12-09T23:59:59+08:00",
        "url": "https://platform.invalid/copyright/CN-DEM0001/",
    },
    "copyright_news": {
        "receipt": COPYRIGHT["receipt"],
        "content": COPYRIGHT["content"],
        "heading": "声明已转送",
        "paragraphs": [{"text": "对方在截止时间前没有证明已经投诉或者起诉的，措施自行终止。"}],
        "deadline": "2026-12-09T23:59:59+08:00",
        "url": "https://platform.invalid/portal/copyright/CN-DEM0001/",
        "at": "2026-11-24T09:00:00+08:00",
    },
    "precaution_taken": {
        "decision": {"ref": "D-DEM0009", "verdict": "precaution", "label": "", "decided_at": "2026-11-23T12:00:00+08:00"},
        "account": ACCOUNT,
        "act": ACT | {"quotes": []},
        "facts": "有人以权利人身份通知平台，称该内容未经许可使用其作品《示例图鉴》。通知材料齐全。",
        "evidence": [{"kind": "copyright_notice", "ref": "CN-DEM0001", "summary": "侵权通知", "count": 1}],
        "clauses": [CLAUSE],
        "measures": [{"code": "remove_content", "scope": "", "starts_at": "2026-11-23T12:00:00+08:00", "ends_at": None}],
        "provenance": {"found_by": "report", "decided_by": "one_person", "automation": "none"},
        "remedy": "如果不构成侵权，请提交声明。",
        "appeal": APPEAL,
        "log_ref": "L-43",
    },
    "decision_issued": {
        "decision": {
            "ref": "D-DEM0001",
            "verdict": "violation",
            "label": "account_trading",
            "decided_at": "2026-11-23T12:00:00+08:00",
        },
        "account": ACCOUNT,
        "act": ACT,
        "facts": FACTS,
        "evidence": EVIDENCE,
        "clauses": [CLAUSE],
        "measures": [WARN, LIMIT],
        "provenance": PROVENANCE,
        "remedy": "",
        "appeal": APPEAL,
        "log_ref": "L-42",
    },
    "decision_reversed": {
        "decision": {"ref": "D-DEM0002", "verdict": "no_violation", "decided_at": "2026-12-01T10:00:00+08:00"},
        "former": {"ref": "D-DEM0001", "decided_at": "2026-11-23T12:00:00+08:00"},
        "account": ACCOUNT,
        "facts": "复核认为，该内容是防骗提示中的引用。",
        "reasons": "原决定把引用当作了账号自己的主张。",
        "undone": [{"code": "limit_function", "scope": "publish"}, {"code": "remove_content", "scope": ""}],
        "measures": [],
        "clauses": [],
        "appeal": APPEAL,
        "log_ref": "L-57",
    },
    "appeal_received": {
        "receipt": "A-DEM0001",
        "decision": {"ref": "D-DEM0001"},
        "account": ACCOUNT,
        "grounds": [{"ground": "facts_wrong", "text": "这是一篇防骗提示。"}, {"ground": "measure_too_heavy", "text": ""}],
        "filed_at": "2026-11-24T09:00:00+08:00",
        "due_at": "2026-12-01T23:59:59+08:00",
        "url": "https://platform.invalid/portal/appeals/A-DEM0001",
    },
    "appeal_decided": {
        "receipt": "A-DEM0001",
        "decision": {"ref": "D-DEM0001"},
        "account": ACCOUNT,
        "outcome": "upheld",
        "answers": [{"ground": "facts_wrong", "text": "这是一篇防骗提示。", "answer": "属实。该段是引用。"}],
        "reasons": "引用他人话术以提醒读者，不是交易账号。",
        "new_decision_ref": "D-DEM0002",
        "decided_at": "2026-12-01T10:00:00+08:00",
        "url": "https://platform.invalid/portal/appeals/A-DEM0001",
        "log_ref": "L-58",
    },
    "report_received": {
        "receipt": "R-DEM0001",
        "target": {"kind": "post", "name": "演示标题：转让一个号"},
        "filed_at": "2026-11-22T20:00:00+08:00",
        "due_at": "2026-12-06T23:59:59+08:00",
        "url": "https://platform.invalid/reports/R-DEM0001",
    },
    "report_closed": {
        "receipt": "R-DEM0001",
        "target": {"kind": "post", "name": "演示标题：转让一个号"},
        "outcome": "violation",
        "feedback": "该内容已被移除，账号受到警示。",
        "closed_at": "2026-11-25T16:00:00+08:00",
        "url": "https://platform.invalid/reports/R-DEM0001",
    },
    "content_held": {
        "decision": {"ref": "D-DEM0003", "label": "fraud_marketing", "decided_at": "2026-11-23T12:00:00+08:00"},
        "account": ACCOUNT,
        "act": ACT,
        "facts": "正文中出现付款用语，并紧邻联系方式。",
        "evidence": EVIDENCE,
        "clauses": [{"ref": "PA21:18(7)", "text": "（七）欺诈营销的条文示例。"}],
        "until": "2026-11-25T12:00:00+08:00",
        "provenance": {"found_by": "rule", "automation": "full"},
        "appeal": APPEAL,
        "log_ref": "L-43",
    },
    "measure_ended": {
        "decision": {"ref": "D-DEM0001"},
        "account": ACCOUNT,
        "measure": {
            "code": "limit_function",
            "scope": "publish",
            "starts_at": "2026-11-23T12:00:00+08:00",
            "ended_at": "2026-11-30T12:00:00+08:00",
        },
        "remaining": [{"code": "stop_ads", "scope": "", "ends_at": "2026-12-23T12:00:00+08:00"}],
        "url": "https://platform.invalid/portal/accounts/acct-demo-1",
    },
    "registry_news": {
        "about": {"ref": "R-DEM0001", "name": "示例养生号"},
        "heading": "申请需要补正",
        "paragraphs": [
            {"text": "姓名与证件号码不一致。请对照证件逐字核对后更正。"},
            {"text": "您填写的其他内容已保存，更正后重新提交即可。"},
        ],
        "clause": "PA21:8.1",
        "deadline": "2026-11-30T23:59:59+08:00",
        "url": "https://platform.invalid/portal/apply/R-DEM0001/",
        "at": "2026-11-23T12:00:00+08:00",
    },
}
