"""privacy-leak: personal numbers printed whole, and numbers that are nobody's secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.blocks import Block, Paragraph, Table
from demo.plants import plant
from demo.plants.posts import post
from demo.private import bank_card, credit_code, id_card, mobile, order_number
from demo.tables import data_toml

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from demo.plants.scene import Scene


def _people(rng: Random, count: int) -> list[str]:
    lists = data_toml("words.toml")["lists"]
    return [rng.choice(lists["surname"]) + rng.choice(rng.choice(lists["given"])) for _ in range(count)]


def _table(rng: Random, head: tuple[str, ...], *makes: Callable[[Random], str]) -> Table:
    rows = tuple((name, *(make(rng) for make in makes)) for name in _people(rng, rng.randint(4, 9)))
    return Table(("姓名", *head), rows)


def _leaks(rng: Random) -> list[tuple[str, list[Block]]]:
    name = _people(rng, 1)[0]
    return [
        ("正文里有完整身份证号", [Paragraph(f"经公示无异议，拟录用人员：{name}，身份证号：{id_card(rng)}。")]),
        ("末位为X的身份证号", [Paragraph(f"遗失声明：{name}（身份证号{id_card(rng, ends_in_x=True)}）遗失证件一份，声明作废。")]),
        ("名单表格里有身份证号", [_table(rng, ("身份证号码", "村组"), id_card, lambda r: f"{r.randint(1, 9)}组")]),
        ("名单里有身份证号和银行卡号", [_table(rng, ("身份证号", "银行卡号"), id_card, bank_card)]),
        ("补贴名单里有手机号码", [_table(rng, ("手机号码", "补贴金额（元）"), mobile, lambda r: str(r.randint(200, 900)))]),
        ("补贴名单里有银行卡号", [_table(rng, ("银行卡号", "补贴金额（元）"), bank_card, lambda r: str(r.randint(200, 900)))]),
        ("公示里有身份证号和手机号码", [Paragraph(f"申请人{name}，身份证号码{id_card(rng)}，手机号码{mobile(rng)}。")]),
    ]  # fmt: skip


def _harmless(rng: Random) -> list[tuple[str, list[Block]]]:
    number, name = id_card(rng), _people(rng, 1)[0]
    masked = number[:6] + "********" + number[-4:]
    phone = mobile(rng)
    return [
        ("身份证号已隐去", [Paragraph(f"拟录用人员：{name}，身份证号：{masked}。")]),
        ("手机号码已隐去", [Table(("姓名", "手机号码"), ((name, phone[:3] + "****" + phone[-4:]),))]),
        ("订单编号十八位", [Paragraph(f"采购订单编号：{order_number(rng)}，流水号：2026{rng.randint(10**13, 10**14 - 1)}。")]),
        ("统一社会信用代码", [Paragraph(f"中标单位统一社会信用代码：{credit_code(rng)}。")]),
        ("办公电话", [Paragraph("联系电话：0700-8310086，传真：0700-8310087，监督电话：12345。")]),
        ("公告的联系人手机", [Paragraph(f"联系人：{name[0]}主任，联系电话：{mobile(rng)}。")]),
        ("财政专户账号", [Paragraph(f"保证金缴入以下账户。户名：区财政局非税收入专户，账号：{bank_card(rng)}，开户行：澄湖农商行营业部。")]),
        ("说到身份证但没有号码", [Paragraph("办理时请携带本人身份证原件、户口簿及银行卡复印件。")]),
        ("文号和索引号", [Paragraph("附件编号：20260000000000000012，项目代码：2609-420398-04-01-735512。")]),
    ]  # fmt: skip


@plant(100)
def printed_whole(scene: Scene) -> None:
    """Identity numbers, telephones and bank cards of people."""
    for index, (note, blocks) in enumerate(_leaks(scene.rng("leaks"))):
        article = scene.article(scene.calm, "leak", index)
        article.blocks += blocks
        scene.fault("privacy-leak", article.unit, article, note)


@plant(101)
def nobodys_secret(scene: Scene) -> None:
    """Masked numbers, orders, credit codes, offices' telephones, a public account."""
    for index, (note, blocks) in enumerate(_harmless(scene.rng("harmless"))):
        article = scene.article(scene.calm, "harmless", index)
        article.blocks += blocks
        scene.near("privacy-leak", article.unit, article, note)


@plant(173)
def in_posts(scene: Scene) -> None:
    """The same in what accounts publish."""
    rng = scene.rng("posts")
    names = _people(rng, 3)
    for index, told in enumerate(
        (
            f"失物招领：{names[0]}，身份证号{id_card(rng)}，请来领取。",
            f"公益岗拟录用{names[1]}，手机号码{mobile(rng)}，身份证号{id_card(rng)}。",
        )
    ):
        account, one, where = post(scene, "leak", index)
        one.text += told
        scene.fault("privacy-leak", account.unit, where, "推文里有完整的身份证号")
    account, one, where = post(scene, "harmless")
    number = id_card(rng)
    one.text += f"公示：{names[2]}，身份证号{number[:6]}********{number[-4:]}。咨询电话：0700-8310086。"
    scene.near("privacy-leak", account.unit, where, "推文里的身份证号已隐去")
