"""Facts with evidence, held runs, the ledger of fetches, one programme on many portals, feeds with their rights"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import data.model.base


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('added_feed',
    sa.Column('key', sa.String(length=80), nullable=False),
    sa.Column('url', sa.String(length=2000), nullable=False),
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('publisher', sa.String(length=500), nullable=True),
    sa.Column('theme_field', sa.String(length=80), nullable=True),
    sa.Column('language', sa.String(length=80), nullable=False),
    sa.Column('evidence', sa.String(length=500), nullable=True),
    sa.Column('status', sa.String(length=500), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('robots', sa.String(length=80), nullable=False),
    sa.Column('text_mining', sa.String(length=80), nullable=False),
    sa.Column('licence', sa.String(length=500), nullable=True),
    sa.Column('enabled', sa.Boolean(), nullable=False),
    sa.Column('added_by', sa.String(length=500), nullable=False),
    sa.Column('added_at', data.model.base.AwareTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_added_feed'))
    )
    op.create_table('fetch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('url', sa.String(length=2000), nullable=False),
    sa.Column('final_url', sa.String(length=2000), nullable=False),
    sa.Column('status', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('etag', sa.String(length=500), nullable=True),
    sa.Column('last_modified', sa.String(length=500), nullable=True),
    sa.Column('fetched_at', data.model.base.AwareTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['crawl_run.id'], name=op.f('fk_fetch_run_id_crawl_run')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fetch')),
    sa.UniqueConstraint('run_id', 'url', name=op.f('uq_fetch_run_id'))
    )
    op.create_table('held_run',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('held_at', data.model.base.AwareTime(timezone=True), nullable=False),
    sa.Column('settled', sa.String(length=80), nullable=True),
    sa.Column('settled_at', data.model.base.AwareTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['run_id'], ['crawl_run.id'], name=op.f('fk_held_run_run_id_crawl_run')),
    sa.PrimaryKeyConstraint('run_id', name=op.f('pk_held_run'))
    )
    op.create_table('run_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('decision', sa.String(length=80), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.String(length=500), nullable=False),
    sa.Column('decided_at', data.model.base.AwareTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['crawl_run.id'], name=op.f('fk_run_decision_run_id_crawl_run')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_run_decision'))
    )
    with op.batch_alter_table('run_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_run_decision_run_id'), ['run_id'], unique=False)

    op.create_table('same_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('first_id', sa.Integer(), nullable=False),
    sa.Column('second_id', sa.Integer(), nullable=False),
    sa.Column('is_same', sa.Boolean(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('decided_by', sa.String(length=500), nullable=False),
    sa.Column('decided_at', data.model.base.AwareTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['first_id'], ['programme.id'], name=op.f('fk_same_decision_first_id_programme')),
    sa.ForeignKeyConstraint(['second_id'], ['programme.id'], name=op.f('fk_same_decision_second_id_programme')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_same_decision'))
    )
    with op.batch_alter_table('same_decision', schema=None) as batch_op:
        batch_op.create_index('same_decision_by_pair', ['first_id', 'second_id'], unique=False)

    op.create_table('same_pair',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('first_id', sa.Integer(), nullable=False),
    sa.Column('second_id', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.String(length=80), nullable=False),
    sa.Column('score', sa.Double(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('found_at', data.model.base.AwareTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['first_id'], ['programme.id'], name=op.f('fk_same_pair_first_id_programme')),
    sa.ForeignKeyConstraint(['second_id'], ['programme.id'], name=op.f('fk_same_pair_second_id_programme')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_same_pair')),
    sa.UniqueConstraint('first_id', 'second_id', name=op.f('uq_same_pair_first_id'))
    )
    with op.batch_alter_table('same_pair', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_same_pair_second_id'), ['second_id'], unique=False)

    op.create_table('eligibility',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=80), nullable=False),
    sa.Column('value', sa.String(length=500), nullable=False),
    sa.Column('verdict', sa.String(length=80), nullable=False),
    sa.Column('certainty', sa.String(length=80), nullable=False),
    sa.Column('structured', sa.Boolean(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('url', sa.String(length=2000), nullable=False),
    sa.Column('found_in', sa.String(length=80), nullable=True),
    sa.Column('start', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['version_id'], ['programme_version.id'], name=op.f('fk_eligibility_version_id_programme_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_eligibility'))
    )
    with op.batch_alter_table('eligibility', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_eligibility_version_id'), ['version_id'], unique=False)

    op.create_table('money',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=80), nullable=False),
    sa.Column('value', sa.String(length=80), nullable=True),
    sa.Column('number', sa.Double(), nullable=True),
    sa.Column('condition', sa.String(length=80), nullable=True),
    sa.Column('structured', sa.Boolean(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('url', sa.String(length=2000), nullable=False),
    sa.Column('found_in', sa.String(length=80), nullable=True),
    sa.Column('start', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['version_id'], ['programme_version.id'], name=op.f('fk_money_version_id_programme_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_money'))
    )
    with op.batch_alter_table('money', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_money_version_id'), ['version_id'], unique=False)

    with op.batch_alter_table('deadline', schema=None) as batch_op:
        batch_op.add_column(sa.Column('found_in', sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column('start', sa.Integer(), nullable=True))

    # Inline, because a batch would copy the table, which its many references forbid on SQLite.
    op.execute(
        "ALTER TABLE programme ADD COLUMN same_as_id INTEGER "
        "CONSTRAINT fk_programme_same_as_id_programme REFERENCES programme (id)"
    )
    op.create_index(op.f('ix_programme_same_as_id'), 'programme', ['same_as_id'], unique=False)

    with op.batch_alter_table('programme_change', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cause', sa.String(length=80), nullable=False, server_default='source'))

    with op.batch_alter_table('programme_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('facts_version', sa.String(length=80), nullable=False, server_default=''))

    with op.batch_alter_table('source', schema=None) as batch_op:
        batch_op.add_column(sa.Column('evidence', sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column('live_status', sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column('live_checked_at', data.model.base.AwareTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('needs_live_check', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('robots', sa.String(length=80), nullable=False, server_default='unknown'))
        batch_op.add_column(sa.Column('robots_checked_at', data.model.base.AwareTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('text_mining', sa.String(length=80), nullable=False, server_default='unknown'))
        batch_op.add_column(sa.Column('text_mining_checked_at', data.model.base.AwareTime(timezone=True), nullable=True))
