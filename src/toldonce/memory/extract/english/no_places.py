"""What people move to, live in or come from without moving house: firms, software, shifts, clothes, food."""

from __future__ import annotations

import re


def _entries(text: str) -> frozenset[str]:
    return frozenset(" ".join(entry.split()) for entry in text.split(","))


_FIRMS = _entries(
    """
    google, alphabet, microsoft, apple, meta, netflix, spotify, stripe, shopify, oracle, sap, ibm, intel, nvidia, amd,
    cisco, dell, salesforce, adobe, uber, airbnb, klarna, zalando, ericsson, nokia, philips, samsung, sony, huawei,
    openai, anthropic, palantir, siemens, bosch, bmw, volkswagen, audi, daimler, mercedes, porsche, toyota, airbus,
    boeing, rolls-royce, bae systems, shell, bp, equinor, vattenfall, vestas, unilever, nestle, nestlé, danone,
    heineken, carlsberg, costain, balfour beatty, laing o'rourke, arup, pfizer, roche, novartis, astrazeneca, gsk,
    bayer, merck, sanofi, moderna, biontech, biogen, amgen, lilly, bupa, deloitte, kpmg, pwc, ey, accenture, mckinsey,
    bain, bcg, capgemini, atos, infosys, wipro, tcs, cognizant, barclays, hsbc, lloyds, natwest, monzo, revolut, n26,
    goldman sachs, goldman, jpmorgan, citi, citibank, deutsche bank, ubs, allianz, aviva, axa, tesco, sainsbury's,
    sainsburys, asda, morrisons, waitrose, lidl, aldi, ikea, walmart, costco, greggs, starbucks, mcdonald's, mcdonalds,
    nando's, nandos, bbc, itv, lufthansa, ryanair, easyjet, klm, dhl, fedex, vodafone, zara, h&m, basecamp, gitlab,
    github
    """
)
"""Of those that everybody knows; a name that is a well known place too is none of them."""
_SOFTWARE = _entries(
    """
    kubernetes, k8s, docker, podman, postgres, postgresql, mysql, mariadb, mongo, mongodb, redis, sqlite, kafka,
    rabbitmq, elasticsearch, typescript, javascript, python, rust, java, golang, kotlin, scala, php, linux, ubuntu,
    debian, windows, mac, macos, android, ios, iphone, aws, azure, gcp, heroku, vercel, netlify, terraform, ansible,
    jenkins, git, bitbucket, jira, trello, slack, discord, figma, vs code, vscode, vim, neovim, emacs, pycharm,
    intellij, excel, google docs, google sheets, google drive, google cloud, google maps, google calendar, gmail,
    outlook, dropbox, evernote, obsidian, zoom, teams, notion, whatsapp, instagram, tiktok, twitter, facebook, react,
    vue, svelte, nextjs, next.js, node, graphql, fastapi, django, pytest, webpack, pandas, numpy, pytorch, tensorflow,
    spring boot, chatgpt, backend, frontend, devops, data, infrastructure, security, testing, tabs, spaces, dark, light
    """
)
_WORK = _entries(
    """
    days, nights, shifts, shift, mornings, evenings, afternoons, weekends, weekdays, weekly, monthly, daily, part-time,
    full-time, part-timer, freelance, freelancing, contracting, consulting, management, marketing, sales, finance,
    engineering, product, design, operations, logistics, support, accounting, procurement, compliance, research,
    teaching, nursing, retail, admin, leadership, strategy, legal, payroll, purchasing, recruiting, training, online,
    remote, hybrid, meetings, spreadsheet, spreadsheets, plan, option, version, phase, step, stage, question, part,
    chapter, section
    """
)
_GOODS = _entries(
    """
    decaf, tea, coffee, espresso, water, juice, milk, oat, almond, soy, wine, beer, cider, whisky, soda, sparkling,
    veganism, vegetarianism, keto, paleo, fasting, cash, card, crypto, audio, audiobooks, ebooks, paper, digital,
    streaming, vinyl, gas, electric, diesel, induction, glasses, contacts, tampons, cups, insulin, tablets, injections,
    metric, imperial, left, right, centre, center, pyjamas, pjamas, jeans, hoodies, leggings, sweatpants, joggers,
    trainers, chaos, squalor, poverty, airports, hotels
    """
)
_OTHERS = _SOFTWARE | _WORK | _GOODS
_BEGIN = re.compile(r"(?:the )?(?P<words>[^\s,;:()]+(?: [^\s,;:()]+)?)")
_GOES_ON = re.compile(r" [A-ZÀ-ÖØ-Þ]")


def is_firm(text: str) -> bool:
    """Whether a phrase begins with a firm that everybody knows: "Roche as a chemist"; "Roche Abbey" is none."""
    return not text.casefold().startswith("the ") and _begins_with(text, _FIRMS)


def is_no_place(text: str) -> bool:
    """Whether a phrase begins with what one moves to or lives in without moving house: software, a firm, jeans."""
    return is_firm(text) or _begins_with(text, _OTHERS)


def _begins_with(text: str, names: frozenset[str]) -> bool:
    """Whether one of the names is all of the name that a text begins with."""
    found = _BEGIN.match(text)
    if found is None:
        return False
    words = found["words"].casefold().rstrip(".!?'")
    first = words.split(" ", 1)[0]
    if words in names:
        return True
    behind = text[found.start("words") + len(first) :]
    return first in names and not _GOES_ON.match(behind)
