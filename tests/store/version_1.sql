PRAGMA application_id=1347245141;
PRAGMA user_version=1;
BEGIN TRANSACTION;
CREATE TABLE absence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	resource_id INTEGER NOT NULL, 
	start VARCHAR NOT NULL, 
	finish VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	CONSTRAINT ck_absence_resource_id CHECK (typeof(resource_id) = 'integer'), 
	CONSTRAINT ck_absence_start CHECK (typeof(start) = 'text' AND start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(start, '+0 days') = start AND start >= '0001-01-01'), 
	CONSTRAINT ck_absence_finish CHECK (typeof(finish) = 'text' AND finish GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(finish, '+0 days') = finish AND finish >= '0001-01-01'), 
	CONSTRAINT ck_absence_reason CHECK (typeof(reason) = 'text' AND length(reason) <= 500 AND reason NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(reason, char(0)) = 0), 
	CONSTRAINT ck_absence_start_finish CHECK (start IS NULL OR finish IS NULL OR start <= finish), 
	FOREIGN KEY(resource_id) REFERENCES resource (id) ON DELETE RESTRICT
);
INSERT INTO "absence" VALUES(1,1,1,'2027-01-04','2027-03-01','');
CREATE TABLE acceptance (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	subject VARCHAR NOT NULL, 
	until VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	CONSTRAINT ck_acceptance_subject CHECK (typeof(subject) = 'text' AND length(subject) <= 500 AND subject NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(subject, char(0)) = 0 AND trim(subject) <> ''), 
	CONSTRAINT ck_acceptance_until CHECK (typeof(until) = 'text' AND until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(until, '+0 days') = until AND until >= '0001-01-01'), 
	CONSTRAINT ck_acceptance_reason CHECK (typeof(reason) = 'text' AND length(reason) <= 500 AND reason NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(reason, char(0)) = 0 AND trim(reason) <> ''), 
	UNIQUE (subject)
);
INSERT INTO "acceptance" VALUES(1,1,'overload:1','2027-03-01','Known');
CREATE TABLE allocation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	resource_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	percent INTEGER NOT NULL, 
	start VARCHAR NOT NULL, 
	finish VARCHAR, 
	status VARCHAR NOT NULL, 
	CONSTRAINT ck_allocation_resource_id CHECK (typeof(resource_id) = 'integer'), 
	CONSTRAINT ck_allocation_project_id CHECK (typeof(project_id) = 'integer'), 
	CONSTRAINT ck_allocation_percent CHECK (typeof(percent) = 'integer' AND percent >= 1 AND percent <= 100), 
	CONSTRAINT ck_allocation_start CHECK (typeof(start) = 'text' AND start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(start, '+0 days') = start AND start >= '0001-01-01'), 
	CONSTRAINT ck_allocation_finish CHECK (finish IS NULL OR (typeof(finish) = 'text' AND finish GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(finish, '+0 days') = finish AND finish >= '0001-01-01')), 
	CONSTRAINT ck_allocation_status CHECK (typeof(status) = 'text' AND status IN ('proposed', 'committed')), 
	CONSTRAINT ck_allocation_start_finish CHECK (start IS NULL OR finish IS NULL OR start <= finish), 
	FOREIGN KEY(resource_id) REFERENCES resource (id) ON DELETE RESTRICT, 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "allocation" VALUES(1,1,1,1,60,'2027-01-04',NULL,'committed');
CREATE TABLE assignment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	work_item_id INTEGER NOT NULL, 
	resource_id INTEGER NOT NULL, 
	units INTEGER NOT NULL, 
	spent INTEGER NOT NULL, 
	CONSTRAINT ck_assignment_work_item_id CHECK (typeof(work_item_id) = 'integer'), 
	CONSTRAINT ck_assignment_resource_id CHECK (typeof(resource_id) = 'integer'), 
	CONSTRAINT ck_assignment_units CHECK (typeof(units) = 'integer' AND units >= 1 AND units <= 1000000), 
	CONSTRAINT ck_assignment_spent CHECK (typeof(spent) = 'integer' AND spent >= 0 AND spent <= 1000000000), 
	UNIQUE (work_item_id, resource_id), 
	FOREIGN KEY(work_item_id) REFERENCES work_item (id) ON DELETE RESTRICT, 
	FOREIGN KEY(resource_id) REFERENCES resource (id) ON DELETE RESTRICT
);
INSERT INTO "assignment" VALUES(1,1,2,1,50,120);
CREATE TABLE baseline (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	project_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	approved_on VARCHAR NOT NULL, 
	CONSTRAINT ck_baseline_project_id CHECK (typeof(project_id) = 'integer'), 
	CONSTRAINT ck_baseline_name CHECK (typeof(name) = 'text' AND length(name) <= 500 AND name NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(name, char(0)) = 0 AND trim(name) <> ''), 
	CONSTRAINT ck_baseline_approved_on CHECK (typeof(approved_on) = 'text' AND approved_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(approved_on, '+0 days') = approved_on AND approved_on >= '0001-01-01'), 
	UNIQUE (project_id, name), 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "baseline" VALUES(1,1,1,'First','2027-01-04');
CREATE TABLE baseline_item (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	baseline_id INTEGER NOT NULL, 
	work_item_id INTEGER NOT NULL, 
	start VARCHAR, 
	finish VARCHAR, 
	effort INTEGER, 
	cost INTEGER NOT NULL, 
	CONSTRAINT ck_baseline_item_baseline_id CHECK (typeof(baseline_id) = 'integer'), 
	CONSTRAINT ck_baseline_item_work_item_id CHECK (typeof(work_item_id) = 'integer'), 
	CONSTRAINT ck_baseline_item_start CHECK (start IS NULL OR (typeof(start) = 'text' AND start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(start, '+0 days') = start AND start >= '0001-01-01')), 
	CONSTRAINT ck_baseline_item_finish CHECK (finish IS NULL OR (typeof(finish) = 'text' AND finish GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(finish, '+0 days') = finish AND finish >= '0001-01-01')), 
	CONSTRAINT ck_baseline_item_effort CHECK (effort IS NULL OR (typeof(effort) = 'integer' AND effort >= 0 AND effort <= 1000000000)), 
	CONSTRAINT ck_baseline_item_cost CHECK (typeof(cost) = 'integer' AND cost >= 0 AND cost <= 9007199254740991), 
	UNIQUE (baseline_id, work_item_id), 
	FOREIGN KEY(baseline_id) REFERENCES baseline (id) ON DELETE RESTRICT, 
	FOREIGN KEY(work_item_id) REFERENCES work_item (id) ON DELETE RESTRICT
);
INSERT INTO "baseline_item" VALUES(1,1,1,2,'2027-01-04','2027-03-01',1440,100);
CREATE TABLE benefit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	program_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	baseline VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	actual VARCHAR NOT NULL, 
	due VARCHAR, 
	lag_days INTEGER NOT NULL, 
	status VARCHAR NOT NULL, 
	CONSTRAINT ck_benefit_program_id CHECK (typeof(program_id) = 'integer'), 
	CONSTRAINT ck_benefit_name CHECK (typeof(name) = 'text' AND length(name) <= 500 AND name NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(name, char(0)) = 0 AND trim(name) <> ''), 
	CONSTRAINT ck_benefit_owner CHECK (typeof(owner) = 'text' AND length(owner) <= 500 AND owner NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(owner, char(0)) = 0), 
	CONSTRAINT ck_benefit_unit CHECK (typeof(unit) = 'text' AND length(unit) <= 40 AND unit NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(unit, char(0)) = 0), 
	CONSTRAINT ck_benefit_baseline CHECK (typeof(baseline) = 'text' AND length(baseline) <= 40 AND baseline NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(baseline, char(0)) = 0 AND baseline NOT GLOB '*[^0-9.-]*' AND baseline NOT GLOB '?*-*' AND baseline NOT GLOB '*.*.*' AND (baseline = '' OR baseline GLOB '*[0-9]*')), 
	CONSTRAINT ck_benefit_target CHECK (typeof(target) = 'text' AND length(target) <= 40 AND target NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(target, char(0)) = 0 AND target NOT GLOB '*[^0-9.-]*' AND target NOT GLOB '?*-*' AND target NOT GLOB '*.*.*' AND (target = '' OR target GLOB '*[0-9]*')), 
	CONSTRAINT ck_benefit_actual CHECK (typeof(actual) = 'text' AND length(actual) <= 40 AND actual NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(actual, char(0)) = 0 AND actual NOT GLOB '*[^0-9.-]*' AND actual NOT GLOB '?*-*' AND actual NOT GLOB '*.*.*' AND (actual = '' OR actual GLOB '*[0-9]*')), 
	CONSTRAINT ck_benefit_due CHECK (due IS NULL OR (typeof(due) = 'text' AND due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(due, '+0 days') = due AND due >= '0001-01-01')), 
	CONSTRAINT ck_benefit_lag_days CHECK (typeof(lag_days) = 'integer' AND lag_days >= 0 AND lag_days <= 10000), 
	CONSTRAINT ck_benefit_status CHECK (typeof(status) = 'text' AND status IN ('identified', 'planned', 'delivering', 'realized', 'sustained')), 
	UNIQUE (program_id, name), 
	FOREIGN KEY(program_id) REFERENCES program (id) ON DELETE RESTRICT
);
INSERT INTO "benefit" VALUES(1,1,1,'Samples','','kg','0','12.5','','2027-03-01',0,'identified');
CREATE TABLE benefit_source (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	benefit_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	work_item_id INTEGER, 
	CONSTRAINT ck_benefit_source_benefit_id CHECK (typeof(benefit_id) = 'integer'), 
	CONSTRAINT ck_benefit_source_project_id CHECK (typeof(project_id) = 'integer'), 
	CONSTRAINT ck_benefit_source_work_item_id CHECK (work_item_id IS NULL OR (typeof(work_item_id) = 'integer')), 
	FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT, 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	FOREIGN KEY(work_item_id) REFERENCES work_item (id) ON DELETE RESTRICT
);
INSERT INTO "benefit_source" VALUES(1,1,1,1,NULL);
INSERT INTO "benefit_source" VALUES(2,1,1,2,NULL);
CREATE TABLE charter (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	project_id INTEGER NOT NULL, 
	purpose VARCHAR NOT NULL, 
	success_criteria VARCHAR NOT NULL, 
	assumptions VARCHAR NOT NULL, 
	constraints VARCHAR NOT NULL, 
	approved_on VARCHAR, 
	approved_by VARCHAR NOT NULL, 
	CONSTRAINT ck_charter_project_id CHECK (typeof(project_id) = 'integer'), 
	CONSTRAINT ck_charter_purpose CHECK (typeof(purpose) = 'text' AND length(purpose) <= 100000 AND purpose NOT GLOB '*['||char(1)||'-'||char(8)||char(11)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(purpose, char(0)) = 0), 
	CONSTRAINT ck_charter_success_criteria CHECK (typeof(success_criteria) = 'text' AND length(success_criteria) <= 100000 AND success_criteria NOT GLOB '*['||char(1)||'-'||char(8)||char(11)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(success_criteria, char(0)) = 0), 
	CONSTRAINT ck_charter_assumptions CHECK (typeof(assumptions) = 'text' AND length(assumptions) <= 100000 AND assumptions NOT GLOB '*['||char(1)||'-'||char(8)||char(11)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(assumptions, char(0)) = 0), 
	CONSTRAINT ck_charter_constraints CHECK (typeof(constraints) = 'text' AND length(constraints) <= 100000 AND constraints NOT GLOB '*['||char(1)||'-'||char(8)||char(11)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(constraints, char(0)) = 0), 
	CONSTRAINT ck_charter_approved_on CHECK (approved_on IS NULL OR (typeof(approved_on) = 'text' AND approved_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(approved_on, '+0 days') = approved_on AND approved_on >= '0001-01-01')), 
	CONSTRAINT ck_charter_approved_by CHECK (typeof(approved_by) = 'text' AND length(approved_by) <= 500 AND approved_by NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(approved_by, char(0)) = 0), 
	UNIQUE (project_id), 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "charter" VALUES(1,1,1,'Purpose of SHT','','','',NULL,'');
INSERT INTO "charter" VALUES(2,1,2,'Purpose of LAN','','','',NULL,'');
CREATE TABLE contribution (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	goal_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	level VARCHAR NOT NULL, 
	CONSTRAINT ck_contribution_goal_id CHECK (typeof(goal_id) = 'integer'), 
	CONSTRAINT ck_contribution_project_id CHECK (typeof(project_id) = 'integer'), 
	CONSTRAINT ck_contribution_level CHECK (typeof(level) = 'text' AND level IN ('low', 'medium', 'high')), 
	UNIQUE (goal_id, project_id), 
	FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE RESTRICT, 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "contribution" VALUES(1,1,1,1,'high');
CREATE TABLE decision (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	program_id INTEGER NOT NULL, 
	project_id INTEGER, 
	title VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	disposition VARCHAR, 
	chosen VARCHAR NOT NULL, 
	rationale VARCHAR NOT NULL, 
	decided_on VARCHAR NOT NULL, 
	decided_by VARCHAR NOT NULL, 
	effective_from VARCHAR, 
	options VARCHAR NOT NULL, 
	CONSTRAINT ck_decision_program_id CHECK (typeof(program_id) = 'integer'), 
	CONSTRAINT ck_decision_project_id CHECK (project_id IS NULL OR (typeof(project_id) = 'integer')), 
	CONSTRAINT ck_decision_title CHECK (typeof(title) = 'text' AND length(title) <= 500 AND title NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(title, char(0)) = 0 AND trim(title) <> ''), 
	CONSTRAINT ck_decision_kind CHECK (typeof(kind) = 'text' AND kind IN ('scope', 'resource', 'schedule', 'other')), 
	CONSTRAINT ck_decision_disposition CHECK (disposition IS NULL OR (typeof(disposition) = 'text' AND disposition IN ('keep', 'move to a project', 'new project', 'does not serve the program', 'postpone'))), 
	CONSTRAINT ck_decision_chosen CHECK (typeof(chosen) = 'text' AND length(chosen) <= 500 AND chosen NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(chosen, char(0)) = 0), 
	CONSTRAINT ck_decision_rationale CHECK (typeof(rationale) = 'text' AND length(rationale) <= 100000 AND rationale NOT GLOB '*['||char(1)||'-'||char(8)||char(11)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(rationale, char(0)) = 0 AND trim(rationale) <> ''), 
	CONSTRAINT ck_decision_decided_on CHECK (typeof(decided_on) = 'text' AND decided_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(decided_on, '+0 days') = decided_on AND decided_on >= '0001-01-01'), 
	CONSTRAINT ck_decision_decided_by CHECK (typeof(decided_by) = 'text' AND length(decided_by) <= 500 AND decided_by NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(decided_by, char(0)) = 0), 
	CONSTRAINT ck_decision_effective_from CHECK (effective_from IS NULL OR (typeof(effective_from) = 'text' AND effective_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(effective_from, '+0 days') = effective_from AND effective_from >= '0001-01-01')), 
	CONSTRAINT ck_decision_options CHECK (typeof(options) = 'text' AND length(options) <= 100000 AND options NOT GLOB '*['||char(1)||'-'||char(8)||char(11)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(options, char(0)) = 0), 
	FOREIGN KEY(program_id) REFERENCES program (id) ON DELETE RESTRICT, 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "decision" VALUES(1,1,1,1,'Tank stays','scope','keep','keep','In the charter','2027-01-04','',NULL,'{"options": []}');
CREATE TABLE dependency (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	predecessor_id INTEGER NOT NULL, 
	successor_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	lag INTEGER NOT NULL, 
	CONSTRAINT ck_dependency_predecessor_id CHECK (typeof(predecessor_id) = 'integer'), 
	CONSTRAINT ck_dependency_successor_id CHECK (typeof(successor_id) = 'integer'), 
	CONSTRAINT ck_dependency_kind CHECK (typeof(kind) = 'text' AND kind IN ('FS', 'SS', 'FF', 'SF')), 
	CONSTRAINT ck_dependency_lag CHECK (typeof(lag) = 'integer' AND lag >= -10000 AND lag <= 10000), 
	CONSTRAINT ck_dependency_rule_0 CHECK (predecessor_id <> successor_id), 
	UNIQUE (predecessor_id, successor_id, kind), 
	FOREIGN KEY(predecessor_id) REFERENCES work_item (id) ON DELETE RESTRICT, 
	FOREIGN KEY(successor_id) REFERENCES work_item (id) ON DELETE RESTRICT
);
INSERT INTO "dependency" VALUES(1,1,2,4,'FS',2);
CREATE TABLE former_number (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	project_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	work_item_id INTEGER NOT NULL, 
	CONSTRAINT ck_former_number_project_id CHECK (typeof(project_id) = 'integer'), 
	CONSTRAINT ck_former_number_number CHECK (typeof(number) = 'integer' AND number >= 1 AND number <= 9007199254740991), 
	CONSTRAINT ck_former_number_work_item_id CHECK (typeof(work_item_id) = 'integer'), 
	UNIQUE (project_id, number), 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	FOREIGN KEY(work_item_id) REFERENCES work_item (id) ON DELETE RESTRICT
);
INSERT INTO "former_number" VALUES(1,1,2,9,2);
CREATE TABLE goal (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	program_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	statement VARCHAR NOT NULL, 
	CONSTRAINT ck_goal_program_id CHECK (typeof(program_id) = 'integer'), 
	CONSTRAINT ck_goal_name CHECK (typeof(name) = 'text' AND length(name) <= 500 AND name NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(name, char(0)) = 0 AND trim(name) <> ''), 
	CONSTRAINT ck_goal_statement CHECK (typeof(statement) = 'text' AND length(statement) <= 100000 AND statement NOT GLOB '*['||char(1)||'-'||char(8)||char(11)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(statement, char(0)) = 0), 
	UNIQUE (program_id, name), 
	FOREIGN KEY(program_id) REFERENCES program (id) ON DELETE RESTRICT
);
INSERT INTO "goal" VALUES(1,1,1,'Explore','Go
and see');
CREATE TABLE health_override (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	project_id INTEGER NOT NULL, 
	aspect VARCHAR NOT NULL, 
	rag VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	CONSTRAINT ck_health_override_project_id CHECK (typeof(project_id) = 'integer'), 
	CONSTRAINT ck_health_override_aspect CHECK (typeof(aspect) = 'text' AND aspect IN ('schedule', 'cost', 'resources', 'scope')), 
	CONSTRAINT ck_health_override_rag CHECK (typeof(rag) = 'text' AND rag IN ('on track', 'at risk', 'off track', 'not set')), 
	CONSTRAINT ck_health_override_reason CHECK (typeof(reason) = 'text' AND length(reason) <= 500 AND reason NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(reason, char(0)) = 0 AND trim(reason) <> ''), 
	UNIQUE (project_id, aspect), 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "health_override" VALUES(1,1,2,'cost','at risk','No quote yet');
CREATE TABLE holiday (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	day VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	CONSTRAINT ck_holiday_day CHECK (typeof(day) = 'text' AND day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(day, '+0 days') = day AND day >= '0001-01-01'), 
	CONSTRAINT ck_holiday_name CHECK (typeof(name) = 'text' AND length(name) <= 500 AND name NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(name, char(0)) = 0 AND trim(name) <> ''), 
	UNIQUE (day)
);
INSERT INTO "holiday" VALUES(1,1,'2027-05-01','Labour day');
CREATE TABLE issue (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	program_id INTEGER NOT NULL, 
	project_id INTEGER, 
	title VARCHAR NOT NULL, 
	urgency VARCHAR NOT NULL, 
	impact VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	due VARCHAR, 
	status VARCHAR NOT NULL, 
	escalated INTEGER NOT NULL, 
	notes VARCHAR NOT NULL, 
	CONSTRAINT ck_issue_program_id CHECK (typeof(program_id) = 'integer'), 
	CONSTRAINT ck_issue_project_id CHECK (project_id IS NULL OR (typeof(project_id) = 'integer')), 
	CONSTRAINT ck_issue_title CHECK (typeof(title) = 'text' AND length(title) <= 500 AND title NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(title, char(0)) = 0 AND trim(title) <> ''), 
	CONSTRAINT ck_issue_urgency CHECK (typeof(urgency) = 'text' AND urgency IN ('low', 'medium', 'high')), 
	CONSTRAINT ck_issue_impact CHECK (typeof(impact) = 'text' AND impact IN ('low', 'medium', 'high')), 
	CONSTRAINT ck_issue_owner CHECK (typeof(owner) = 'text' AND length(owner) <= 500 AND owner NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(owner, char(0)) = 0), 
	CONSTRAINT ck_issue_due CHECK (due IS NULL OR (typeof(due) = 'text' AND due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(due, '+0 days') = due AND due >= '0001-01-01')), 
	CONSTRAINT ck_issue_status CHECK (typeof(status) = 'text' AND status IN ('open', 'closed')), 
	CONSTRAINT ck_issue_escalated CHECK (typeof(escalated) = 'integer' AND escalated IN (0, 1)), 
	CONSTRAINT ck_issue_notes CHECK (typeof(notes) = 'text' AND length(notes) <= 100000 AND notes NOT GLOB '*['||char(1)||'-'||char(8)||char(11)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(notes, char(0)) = 0), 
	FOREIGN KEY(program_id) REFERENCES program (id) ON DELETE RESTRICT, 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "issue" VALUES(1,1,1,NULL,'Crane broken','medium','medium','',NULL,'open',0,'');
CREATE TABLE journal_entry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at VARCHAR NOT NULL, 
	session VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	"of" INTEGER, 
	CONSTRAINT ck_journal_entry_kind CHECK (kind IN ('command', 'undo', 'redo', 'import')), 
	CONSTRAINT ck_journal_entry_state CHECK (state IN ('live', 'undone', 'cleared', 'history')), 
	FOREIGN KEY("of") REFERENCES journal_entry (id) ON DELETE RESTRICT
);
INSERT INTO "journal_entry" VALUES(1,'2026-11-25T03:39:12.489+00:00','c072a26eaaceedfa','command','live','Moon planned',NULL);
INSERT INTO "journal_entry" VALUES(2,'2026-11-25T03:39:12.590+00:00','c072a26eaaceedfa','command','live','SHT-2 at 40%',NULL);
INSERT INTO "journal_entry" VALUES(3,'2026-11-25T03:39:12.604+00:00','c072a26eaaceedfa','command','undone','skill Sewing',NULL);
INSERT INTO "journal_entry" VALUES(4,'2026-11-25T03:39:12.627+00:00','c072a26eaaceedfa','undo','history','undo: skill Sewing',3);
CREATE TABLE journal_image (
	entry_id INTEGER NOT NULL, 
	sequence INTEGER NOT NULL, 
	table_name VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" VARCHAR, 
	"after" VARCHAR, 
	PRIMARY KEY (entry_id, sequence), 
	CONSTRAINT ck_journal_image_any CHECK (before IS NOT NULL OR after IS NOT NULL), 
	FOREIGN KEY(entry_id) REFERENCES journal_entry (id) ON DELETE RESTRICT
);
INSERT INTO "journal_image" VALUES(1,0,'program',1,NULL,'{"id":1,"name":"Moon","vision":"","sponsor":"","manager":"","start":"2027-01-04","target_finish":"2028-01-01","budget":10000000,"currency":"EUR","phase":"delivery","position":0}');
INSERT INTO "journal_image" VALUES(1,1,'goal',1,NULL,'{"id":1,"program_id":1,"name":"Explore","statement":"Go\nand see"}');
INSERT INTO "journal_image" VALUES(1,2,'project',1,NULL,'{"id":1,"program_id":1,"code":"SHT","name":"Shuttle","manager":"","sponsor":"","priority":5,"start":"2027-01-04","target_finish":"2027-03-01","budget":null,"status":"active","next_number":4}');
INSERT INTO "journal_image" VALUES(1,3,'project',2,NULL,'{"id":2,"program_id":1,"code":"LAN","name":"Lander 登月 🚀","manager":"","sponsor":"","priority":5,"start":null,"target_finish":null,"budget":null,"status":"active","next_number":2}');
INSERT INTO "journal_image" VALUES(1,4,'charter',1,NULL,'{"id":1,"project_id":1,"purpose":"Purpose of SHT","success_criteria":"","assumptions":"","constraints":"","approved_on":null,"approved_by":""}');
INSERT INTO "journal_image" VALUES(1,5,'charter',2,NULL,'{"id":2,"project_id":2,"purpose":"Purpose of LAN","success_criteria":"","assumptions":"","constraints":"","approved_on":null,"approved_by":""}');
INSERT INTO "journal_image" VALUES(1,6,'scope_statement',1,NULL,'{"id":1,"project_id":1,"kind":"in","text":"Carry four people","position":1}');
INSERT INTO "journal_image" VALUES(1,7,'scope_statement',2,NULL,'{"id":2,"project_id":1,"kind":"out","text":"Landing","position":2}');
INSERT INTO "journal_image" VALUES(1,8,'contribution',1,NULL,'{"id":1,"goal_id":1,"project_id":1,"level":"high"}');
INSERT INTO "journal_image" VALUES(1,9,'health_override',1,NULL,'{"id":1,"project_id":2,"aspect":"cost","rag":"at risk","reason":"No quote yet"}');
INSERT INTO "journal_image" VALUES(1,10,'work_item',1,NULL,'{"id":1,"project_id":1,"number":1,"parent_id":null,"position":0,"title":"Cabin","kind":"deliverable","state":"to do","effort":null,"duration":null,"percent":0,"remaining":null,"started_on":null,"finished_on":null,"start_no_earlier":null,"deadline":null,"blocked_until":null,"scope":"in scope","statement_id":null,"added_on":null,"was_staffed":0,"notes":""}');
INSERT INTO "journal_image" VALUES(1,11,'work_item',2,NULL,'{"id":2,"project_id":1,"number":2,"parent_id":1,"position":0,"title":"Seal test","kind":"task","state":"to do","effort":1440,"duration":null,"percent":0,"remaining":null,"started_on":null,"finished_on":null,"start_no_earlier":null,"deadline":null,"blocked_until":null,"scope":"in scope","statement_id":1,"added_on":"2027-01-04","was_staffed":0,"notes":""}');
INSERT INTO "journal_image" VALUES(1,12,'work_item',3,NULL,'{"id":3,"project_id":1,"number":3,"parent_id":null,"position":0,"title":"Landing legs","kind":"task","state":"to do","effort":4800,"duration":null,"percent":0,"remaining":null,"started_on":null,"finished_on":null,"start_no_earlier":null,"deadline":null,"blocked_until":null,"scope":"in question","statement_id":null,"added_on":null,"was_staffed":0,"notes":"two\nlines"}');
INSERT INTO "journal_image" VALUES(1,13,'work_item',4,NULL,'{"id":4,"project_id":2,"number":1,"parent_id":null,"position":0,"title":"Leg a [/] b","kind":"task","state":"to do","effort":null,"duration":3,"percent":0,"remaining":null,"started_on":null,"finished_on":null,"start_no_earlier":null,"deadline":"2027-03-01","blocked_until":null,"scope":"in scope","statement_id":null,"added_on":null,"was_staffed":0,"notes":""}');
INSERT INTO "journal_image" VALUES(1,14,'former_number',1,NULL,'{"id":1,"project_id":2,"number":9,"work_item_id":2}');
INSERT INTO "journal_image" VALUES(1,15,'dependency',1,NULL,'{"id":1,"predecessor_id":2,"successor_id":4,"kind":"FS","lag":2}');
INSERT INTO "journal_image" VALUES(1,16,'benefit',1,NULL,'{"id":1,"program_id":1,"name":"Samples","owner":"","unit":"kg","baseline":"0","target":"12.5","actual":"","due":"2027-03-01","lag_days":0,"status":"identified"}');
INSERT INTO "journal_image" VALUES(1,17,'benefit_source',1,NULL,'{"id":1,"benefit_id":1,"project_id":1,"work_item_id":null}');
INSERT INTO "journal_image" VALUES(1,18,'benefit_source',2,NULL,'{"id":2,"benefit_id":1,"project_id":2,"work_item_id":null}');
INSERT INTO "journal_image" VALUES(1,19,'skill',1,NULL,'{"id":1,"name":"Welding"}');
INSERT INTO "journal_image" VALUES(1,20,'resource',1,NULL,'{"id":1,"name":"Ana Lima","kind":"person","role":"Engineer","units":1,"minutes_a_day":480,"rate":9000,"available_from":null,"available_to":null,"plans_by_shares":1}');
INSERT INTO "journal_image" VALUES(1,21,'resource_skill',1,NULL,'{"id":1,"resource_id":1,"skill_id":1,"level":4}');
INSERT INTO "journal_image" VALUES(1,22,'absence',1,NULL,'{"id":1,"resource_id":1,"start":"2027-01-04","finish":"2027-03-01","reason":""}');
INSERT INTO "journal_image" VALUES(1,23,'allocation',1,NULL,'{"id":1,"resource_id":1,"project_id":1,"percent":60,"start":"2027-01-04","finish":null,"status":"committed"}');
INSERT INTO "journal_image" VALUES(1,24,'assignment',1,NULL,'{"id":1,"work_item_id":2,"resource_id":1,"units":50,"spent":120}');
INSERT INTO "journal_image" VALUES(1,25,'money_entry',1,NULL,'{"id":1,"project_id":1,"work_item_id":2,"day":"2027-01-04","kind":"other","status":"actual","amount":12345,"note":"Seals"}');
INSERT INTO "journal_image" VALUES(1,26,'acceptance',1,NULL,'{"id":1,"subject":"overload:1","until":"2027-03-01","reason":"Known"}');
INSERT INTO "journal_image" VALUES(1,27,'staffing_request',1,NULL,'{"id":1,"project_id":1,"role":"Welder","skill_id":1,"level":3,"percent":60,"start":"2027-01-04","finish":"2027-03-01","needed_by":null,"why":"Seals","state":"filled","allocation_id":1,"answer":"Ana"}');
INSERT INTO "journal_image" VALUES(1,28,'staffing_request',2,NULL,'{"id":2,"project_id":2,"role":"Pilot","skill_id":null,"level":null,"percent":100,"start":"2027-01-04","finish":null,"needed_by":null,"why":"Nobody flies","state":"escalated","allocation_id":null,"answer":""}');
INSERT INTO "journal_image" VALUES(1,29,'decision',1,NULL,'{"id":1,"program_id":1,"project_id":1,"title":"Tank stays","kind":"scope","disposition":"keep","chosen":"keep","rationale":"In the charter","decided_on":"2027-01-04","decided_by":"","effective_from":null,"options":"{\"options\": []}"}');
INSERT INTO "journal_image" VALUES(1,30,'scope_request',1,NULL,'{"id":1,"project_id":1,"work_item_id":null,"title":"Tank","why":"Larger","effort":null,"raised_by":"","raised_on":"2027-01-04","state":"decided","postponed_until":null,"decision_id":1}');
INSERT INTO "journal_image" VALUES(1,31,'scope_request',2,NULL,'{"id":2,"project_id":1,"work_item_id":3,"title":"Legs","why":"Not ours","effort":null,"raised_by":"","raised_on":"2027-01-04","state":"submitted","postponed_until":null,"decision_id":null}');
INSERT INTO "journal_image" VALUES(1,32,'risk',1,NULL,'{"id":1,"program_id":1,"project_id":1,"event":"Leak","cause":"","effect":"","likelihood":4,"impact":3,"response":"reduce","owner":"","due":"2027-03-01","status":"open","escalated":0,"notes":""}');
INSERT INTO "journal_image" VALUES(1,33,'issue',1,NULL,'{"id":1,"program_id":1,"project_id":null,"title":"Crane broken","urgency":"medium","impact":"medium","owner":"","due":null,"status":"open","escalated":0,"notes":""}');
INSERT INTO "journal_image" VALUES(1,34,'baseline',1,NULL,'{"id":1,"project_id":1,"name":"First","approved_on":"2027-01-04"}');
INSERT INTO "journal_image" VALUES(1,35,'baseline_item',1,NULL,'{"id":1,"baseline_id":1,"work_item_id":2,"start":"2027-01-04","finish":"2027-03-01","effort":1440,"cost":100}');
INSERT INTO "journal_image" VALUES(1,36,'holiday',1,NULL,'{"id":1,"day":"2027-05-01","name":"Labour day"}');
INSERT INTO "journal_image" VALUES(2,0,'work_item',2,'{"id":2,"project_id":1,"number":2,"parent_id":1,"position":0,"title":"Seal test","kind":"task","state":"to do","effort":1440,"duration":null,"percent":0,"remaining":null,"started_on":null,"finished_on":null,"start_no_earlier":null,"deadline":null,"blocked_until":null,"scope":"in scope","statement_id":1,"added_on":"2027-01-04","was_staffed":0,"notes":""}','{"id":2,"project_id":1,"number":2,"parent_id":1,"position":0,"title":"Seal test","kind":"task","state":"to do","effort":1440,"duration":null,"percent":40,"remaining":null,"started_on":null,"finished_on":null,"start_no_earlier":null,"deadline":null,"blocked_until":null,"scope":"in scope","statement_id":1,"added_on":"2027-01-04","was_staffed":0,"notes":""}');
INSERT INTO "journal_image" VALUES(3,0,'skill',2,NULL,'{"id":2,"name":"Sewing"}');
INSERT INTO "journal_image" VALUES(4,0,'skill',2,'{"id":2,"name":"Sewing"}',NULL);
CREATE TABLE money_entry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	project_id INTEGER NOT NULL, 
	work_item_id INTEGER, 
	day VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	note VARCHAR NOT NULL, 
	CONSTRAINT ck_money_entry_project_id CHECK (typeof(project_id) = 'integer'), 
	CONSTRAINT ck_money_entry_work_item_id CHECK (work_item_id IS NULL OR (typeof(work_item_id) = 'integer')), 
	CONSTRAINT ck_money_entry_day CHECK (typeof(day) = 'text' AND day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(day, '+0 days') = day AND day >= '0001-01-01'), 
	CONSTRAINT ck_money_entry_kind CHECK (typeof(kind) = 'text' AND kind IN ('labour', 'material', 'equipment', 'travel', 'other')), 
	CONSTRAINT ck_money_entry_status CHECK (typeof(status) = 'text' AND status IN ('planned', 'committed', 'actual')), 
	CONSTRAINT ck_money_entry_amount CHECK (typeof(amount) = 'integer' AND amount >= -1000000000000000 AND amount <= 9007199254740991), 
	CONSTRAINT ck_money_entry_note CHECK (typeof(note) = 'text' AND length(note) <= 500 AND note NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(note, char(0)) = 0), 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	FOREIGN KEY(work_item_id) REFERENCES work_item (id) ON DELETE RESTRICT
);
INSERT INTO "money_entry" VALUES(1,1,1,2,'2027-01-04','other','actual',12345,'Seals');
CREATE TABLE program (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	name VARCHAR NOT NULL, 
	vision VARCHAR NOT NULL, 
	sponsor VARCHAR NOT NULL, 
	manager VARCHAR NOT NULL, 
	start VARCHAR, 
	target_finish VARCHAR, 
	budget INTEGER, 
	currency VARCHAR NOT NULL, 
	phase VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT ck_program_name CHECK (typeof(name) = 'text' AND length(name) <= 500 AND name NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(name, char(0)) = 0 AND trim(name) <> ''), 
	CONSTRAINT ck_program_vision CHECK (typeof(vision) = 'text' AND length(vision) <= 100000 AND vision NOT GLOB '*['||char(1)||'-'||char(8)||char(11)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(vision, char(0)) = 0), 
	CONSTRAINT ck_program_sponsor CHECK (typeof(sponsor) = 'text' AND length(sponsor) <= 500 AND sponsor NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(sponsor, char(0)) = 0), 
	CONSTRAINT ck_program_manager CHECK (typeof(manager) = 'text' AND length(manager) <= 500 AND manager NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(manager, char(0)) = 0), 
	CONSTRAINT ck_program_start CHECK (start IS NULL OR (typeof(start) = 'text' AND start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(start, '+0 days') = start AND start >= '0001-01-01')), 
	CONSTRAINT ck_program_target_finish CHECK (target_finish IS NULL OR (typeof(target_finish) = 'text' AND target_finish GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(target_finish, '+0 days') = target_finish AND target_finish >= '0001-01-01')), 
	CONSTRAINT ck_program_budget CHECK (budget IS NULL OR (typeof(budget) = 'integer' AND budget >= 0 AND budget <= 9007199254740991)), 
	CONSTRAINT ck_program_currency CHECK (typeof(currency) = 'text' AND length(currency) <= 3 AND currency NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(currency, char(0)) = 0 AND trim(currency) <> ''), 
	CONSTRAINT ck_program_phase CHECK (typeof(phase) = 'text' AND phase IN ('definition', 'delivery', 'closure')), 
	CONSTRAINT ck_program_position CHECK (typeof(position) = 'integer' AND position >= 0 AND position <= 9007199254740991), 
	CONSTRAINT ck_program_start_target_finish CHECK (start IS NULL OR target_finish IS NULL OR start <= target_finish), 
	UNIQUE (name)
);
INSERT INTO "program" VALUES(1,1,'Moon','','','','2027-01-04','2028-01-01',10000000,'EUR','delivery',0);
CREATE TABLE project (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	program_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	manager VARCHAR NOT NULL, 
	sponsor VARCHAR NOT NULL, 
	priority INTEGER NOT NULL, 
	start VARCHAR, 
	target_finish VARCHAR, 
	budget INTEGER, 
	status VARCHAR NOT NULL, 
	next_number INTEGER NOT NULL, 
	CONSTRAINT ck_project_program_id CHECK (typeof(program_id) = 'integer'), 
	CONSTRAINT ck_project_code CHECK (typeof(code) = 'text' AND length(code) <= 12 AND code NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(code, char(0)) = 0 AND trim(code) <> ''), 
	CONSTRAINT ck_project_name CHECK (typeof(name) = 'text' AND length(name) <= 500 AND name NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(name, char(0)) = 0 AND trim(name) <> ''), 
	CONSTRAINT ck_project_manager CHECK (typeof(manager) = 'text' AND length(manager) <= 500 AND manager NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(manager, char(0)) = 0), 
	CONSTRAINT ck_project_sponsor CHECK (typeof(sponsor) = 'text' AND length(sponsor) <= 500 AND sponsor NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(sponsor, char(0)) = 0), 
	CONSTRAINT ck_project_priority CHECK (typeof(priority) = 'integer' AND priority >= 1 AND priority <= 999), 
	CONSTRAINT ck_project_start CHECK (start IS NULL OR (typeof(start) = 'text' AND start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(start, '+0 days') = start AND start >= '0001-01-01')), 
	CONSTRAINT ck_project_target_finish CHECK (target_finish IS NULL OR (typeof(target_finish) = 'text' AND target_finish GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(target_finish, '+0 days') = target_finish AND target_finish >= '0001-01-01')), 
	CONSTRAINT ck_project_budget CHECK (budget IS NULL OR (typeof(budget) = 'integer' AND budget >= 0 AND budget <= 9007199254740991)), 
	CONSTRAINT ck_project_status CHECK (typeof(status) = 'text' AND status IN ('proposed', 'authorized', 'active', 'on hold', 'closed', 'cancelled')), 
	CONSTRAINT ck_project_next_number CHECK (typeof(next_number) = 'integer' AND next_number >= 1 AND next_number <= 9007199254740991), 
	CONSTRAINT ck_project_start_target_finish CHECK (start IS NULL OR target_finish IS NULL OR start <= target_finish), 
	UNIQUE (code), 
	FOREIGN KEY(program_id) REFERENCES program (id) ON DELETE RESTRICT
);
INSERT INTO "project" VALUES(1,1,1,'SHT','Shuttle','','',5,'2027-01-04','2027-03-01',NULL,'active',4);
INSERT INTO "project" VALUES(2,1,1,'LAN','Lander 登月 🚀','','',5,NULL,NULL,NULL,'active',2);
CREATE TABLE resource (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	units INTEGER NOT NULL, 
	minutes_a_day INTEGER NOT NULL, 
	rate INTEGER, 
	available_from VARCHAR, 
	available_to VARCHAR, 
	plans_by_shares INTEGER NOT NULL, 
	CONSTRAINT ck_resource_name CHECK (typeof(name) = 'text' AND length(name) <= 500 AND name NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(name, char(0)) = 0 AND trim(name) <> ''), 
	CONSTRAINT ck_resource_kind CHECK (typeof(kind) = 'text' AND kind IN ('person', 'team', 'equipment')), 
	CONSTRAINT ck_resource_role CHECK (typeof(role) = 'text' AND length(role) <= 500 AND role NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(role, char(0)) = 0), 
	CONSTRAINT ck_resource_units CHECK (typeof(units) = 'integer' AND units >= 1 AND units <= 10000), 
	CONSTRAINT ck_resource_minutes_a_day CHECK (typeof(minutes_a_day) = 'integer' AND minutes_a_day >= 1 AND minutes_a_day <= 1440), 
	CONSTRAINT ck_resource_rate CHECK (rate IS NULL OR (typeof(rate) = 'integer' AND rate >= 0 AND rate <= 9007199254740991)), 
	CONSTRAINT ck_resource_available_from CHECK (available_from IS NULL OR (typeof(available_from) = 'text' AND available_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(available_from, '+0 days') = available_from AND available_from >= '0001-01-01')), 
	CONSTRAINT ck_resource_available_to CHECK (available_to IS NULL OR (typeof(available_to) = 'text' AND available_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(available_to, '+0 days') = available_to AND available_to >= '0001-01-01')), 
	CONSTRAINT ck_resource_plans_by_shares CHECK (typeof(plans_by_shares) = 'integer' AND plans_by_shares IN (0, 1)), 
	CONSTRAINT ck_resource_available_from_available_to CHECK (available_from IS NULL OR available_to IS NULL OR available_from <= available_to), 
	UNIQUE (name)
);
INSERT INTO "resource" VALUES(1,1,'Ana Lima','person','Engineer',1,480,9000,NULL,NULL,1);
CREATE TABLE resource_skill (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	resource_id INTEGER NOT NULL, 
	skill_id INTEGER NOT NULL, 
	level INTEGER NOT NULL, 
	CONSTRAINT ck_resource_skill_resource_id CHECK (typeof(resource_id) = 'integer'), 
	CONSTRAINT ck_resource_skill_skill_id CHECK (typeof(skill_id) = 'integer'), 
	CONSTRAINT ck_resource_skill_level CHECK (typeof(level) = 'integer' AND level >= 1 AND level <= 5), 
	UNIQUE (resource_id, skill_id), 
	FOREIGN KEY(resource_id) REFERENCES resource (id) ON DELETE RESTRICT, 
	FOREIGN KEY(skill_id) REFERENCES skill (id) ON DELETE RESTRICT
);
INSERT INTO "resource_skill" VALUES(1,1,1,1,4);
CREATE TABLE risk (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	program_id INTEGER NOT NULL, 
	project_id INTEGER, 
	event VARCHAR NOT NULL, 
	cause VARCHAR NOT NULL, 
	effect VARCHAR NOT NULL, 
	likelihood INTEGER NOT NULL, 
	impact INTEGER NOT NULL, 
	response VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	due VARCHAR, 
	status VARCHAR NOT NULL, 
	escalated INTEGER NOT NULL, 
	notes VARCHAR NOT NULL, 
	CONSTRAINT ck_risk_program_id CHECK (typeof(program_id) = 'integer'), 
	CONSTRAINT ck_risk_project_id CHECK (project_id IS NULL OR (typeof(project_id) = 'integer')), 
	CONSTRAINT ck_risk_event CHECK (typeof(event) = 'text' AND length(event) <= 500 AND event NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(event, char(0)) = 0 AND trim(event) <> ''), 
	CONSTRAINT ck_risk_cause CHECK (typeof(cause) = 'text' AND length(cause) <= 500 AND cause NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(cause, char(0)) = 0), 
	CONSTRAINT ck_risk_effect CHECK (typeof(effect) = 'text' AND length(effect) <= 500 AND effect NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(effect, char(0)) = 0), 
	CONSTRAINT ck_risk_likelihood CHECK (typeof(likelihood) = 'integer' AND likelihood >= 1 AND likelihood <= 5), 
	CONSTRAINT ck_risk_impact CHECK (typeof(impact) = 'integer' AND impact >= 1 AND impact <= 5), 
	CONSTRAINT ck_risk_response CHECK (typeof(response) = 'text' AND response IN ('avoid', 'reduce', 'transfer', 'accept')), 
	CONSTRAINT ck_risk_owner CHECK (typeof(owner) = 'text' AND length(owner) <= 500 AND owner NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(owner, char(0)) = 0), 
	CONSTRAINT ck_risk_due CHECK (due IS NULL OR (typeof(due) = 'text' AND due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(due, '+0 days') = due AND due >= '0001-01-01')), 
	CONSTRAINT ck_risk_status CHECK (typeof(status) = 'text' AND status IN ('open', 'closed')), 
	CONSTRAINT ck_risk_escalated CHECK (typeof(escalated) = 'integer' AND escalated IN (0, 1)), 
	CONSTRAINT ck_risk_notes CHECK (typeof(notes) = 'text' AND length(notes) <= 100000 AND notes NOT GLOB '*['||char(1)||'-'||char(8)||char(11)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(notes, char(0)) = 0), 
	FOREIGN KEY(program_id) REFERENCES program (id) ON DELETE RESTRICT, 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "risk" VALUES(1,1,1,1,'Leak','','',4,3,'reduce','','2027-03-01','open',0,'');
CREATE TABLE scope_request (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	project_id INTEGER NOT NULL, 
	work_item_id INTEGER, 
	title VARCHAR NOT NULL, 
	why VARCHAR NOT NULL, 
	effort INTEGER, 
	raised_by VARCHAR NOT NULL, 
	raised_on VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	postponed_until VARCHAR, 
	decision_id INTEGER, 
	CONSTRAINT ck_scope_request_project_id CHECK (typeof(project_id) = 'integer'), 
	CONSTRAINT ck_scope_request_work_item_id CHECK (work_item_id IS NULL OR (typeof(work_item_id) = 'integer')), 
	CONSTRAINT ck_scope_request_title CHECK (typeof(title) = 'text' AND length(title) <= 500 AND title NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(title, char(0)) = 0 AND trim(title) <> ''), 
	CONSTRAINT ck_scope_request_why CHECK (typeof(why) = 'text' AND length(why) <= 100000 AND why NOT GLOB '*['||char(1)||'-'||char(8)||char(11)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(why, char(0)) = 0 AND trim(why) <> ''), 
	CONSTRAINT ck_scope_request_effort CHECK (effort IS NULL OR (typeof(effort) = 'integer' AND effort >= 0 AND effort <= 1000000000)), 
	CONSTRAINT ck_scope_request_raised_by CHECK (typeof(raised_by) = 'text' AND length(raised_by) <= 500 AND raised_by NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(raised_by, char(0)) = 0), 
	CONSTRAINT ck_scope_request_raised_on CHECK (typeof(raised_on) = 'text' AND raised_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(raised_on, '+0 days') = raised_on AND raised_on >= '0001-01-01'), 
	CONSTRAINT ck_scope_request_state CHECK (typeof(state) = 'text' AND state IN ('submitted', 'postponed', 'decided')), 
	CONSTRAINT ck_scope_request_postponed_until CHECK (postponed_until IS NULL OR (typeof(postponed_until) = 'text' AND postponed_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(postponed_until, '+0 days') = postponed_until AND postponed_until >= '0001-01-01')), 
	CONSTRAINT ck_scope_request_decision_id CHECK (decision_id IS NULL OR (typeof(decision_id) = 'integer')), 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	FOREIGN KEY(work_item_id) REFERENCES work_item (id) ON DELETE RESTRICT, 
	FOREIGN KEY(decision_id) REFERENCES decision (id) ON DELETE RESTRICT
);
INSERT INTO "scope_request" VALUES(1,1,1,NULL,'Tank','Larger',NULL,'','2027-01-04','decided',NULL,1);
INSERT INTO "scope_request" VALUES(2,1,1,3,'Legs','Not ours',NULL,'','2027-01-04','submitted',NULL,NULL);
CREATE TABLE scope_statement (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	project_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT ck_scope_statement_project_id CHECK (typeof(project_id) = 'integer'), 
	CONSTRAINT ck_scope_statement_kind CHECK (typeof(kind) = 'text' AND kind IN ('in', 'out')), 
	CONSTRAINT ck_scope_statement_text CHECK (typeof(text) = 'text' AND length(text) <= 500 AND text NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(text, char(0)) = 0 AND trim(text) <> ''), 
	CONSTRAINT ck_scope_statement_position CHECK (typeof(position) = 'integer' AND position >= 0 AND position <= 9007199254740991), 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "scope_statement" VALUES(1,1,1,'in','Carry four people',1);
INSERT INTO "scope_statement" VALUES(2,1,1,'out','Landing',2);
CREATE TABLE settings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	default_rate INTEGER NOT NULL, 
	demo_from VARCHAR, 
	CONSTRAINT ck_settings_default_rate CHECK (typeof(default_rate) = 'integer' AND default_rate >= 0 AND default_rate <= 9007199254740991), 
	CONSTRAINT ck_settings_demo_from CHECK (demo_from IS NULL OR (typeof(demo_from) = 'text' AND demo_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(demo_from, '+0 days') = demo_from AND demo_from >= '0001-01-01')), 
	CONSTRAINT ck_settings_rule_0 CHECK (id = 1)
);
INSERT INTO "settings" VALUES(1,0,10000,NULL);
CREATE TABLE skill (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	name VARCHAR NOT NULL, 
	CONSTRAINT ck_skill_name CHECK (typeof(name) = 'text' AND length(name) <= 500 AND name NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(name, char(0)) = 0 AND trim(name) <> ''), 
	UNIQUE (name)
);
INSERT INTO "skill" VALUES(1,1,'Welding');
CREATE TABLE snapshot (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	project_id INTEGER NOT NULL, 
	day VARCHAR NOT NULL, 
	finish VARCHAR, 
	slip INTEGER, 
	cost INTEGER NOT NULL, 
	progress INTEGER NOT NULL, 
	effort_in_scope INTEGER NOT NULL, 
	effort_in_question INTEGER NOT NULL, 
	effort_out INTEGER NOT NULL, 
	CONSTRAINT ck_snapshot_project_id CHECK (typeof(project_id) = 'integer'), 
	CONSTRAINT ck_snapshot_day CHECK (typeof(day) = 'text' AND day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(day, '+0 days') = day AND day >= '0001-01-01'), 
	CONSTRAINT ck_snapshot_finish CHECK (finish IS NULL OR (typeof(finish) = 'text' AND finish GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(finish, '+0 days') = finish AND finish >= '0001-01-01')), 
	CONSTRAINT ck_snapshot_slip CHECK (slip IS NULL OR (typeof(slip) = 'integer' AND slip >= -1000000 AND slip <= 9007199254740991)), 
	CONSTRAINT ck_snapshot_cost CHECK (typeof(cost) = 'integer' AND cost >= -1000000000000000 AND cost <= 9007199254740991), 
	CONSTRAINT ck_snapshot_progress CHECK (typeof(progress) = 'integer' AND progress >= 0 AND progress <= 100), 
	CONSTRAINT ck_snapshot_effort_in_scope CHECK (typeof(effort_in_scope) = 'integer' AND effort_in_scope >= 0 AND effort_in_scope <= 1000000000), 
	CONSTRAINT ck_snapshot_effort_in_question CHECK (typeof(effort_in_question) = 'integer' AND effort_in_question >= 0 AND effort_in_question <= 1000000000), 
	CONSTRAINT ck_snapshot_effort_out CHECK (typeof(effort_out) = 'integer' AND effort_out >= 0 AND effort_out <= 1000000000), 
	UNIQUE (project_id, day), 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT
);
INSERT INTO "snapshot" VALUES(1,1,1,'2027-03-01','2027-03-15',10,1046345,0,1440,4800,0);
INSERT INTO "snapshot" VALUES(2,1,2,'2027-03-01','2027-03-22',NULL,240000,0,0,0,0);
CREATE TABLE staffing_request (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	project_id INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	skill_id INTEGER, 
	level INTEGER, 
	percent INTEGER NOT NULL, 
	start VARCHAR NOT NULL, 
	finish VARCHAR, 
	needed_by VARCHAR, 
	why VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	allocation_id INTEGER, 
	answer VARCHAR NOT NULL, 
	CONSTRAINT ck_staffing_request_project_id CHECK (typeof(project_id) = 'integer'), 
	CONSTRAINT ck_staffing_request_role CHECK (typeof(role) = 'text' AND length(role) <= 500 AND role NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(role, char(0)) = 0 AND trim(role) <> ''), 
	CONSTRAINT ck_staffing_request_skill_id CHECK (skill_id IS NULL OR (typeof(skill_id) = 'integer')), 
	CONSTRAINT ck_staffing_request_level CHECK (level IS NULL OR (typeof(level) = 'integer' AND level >= 1 AND level <= 5)), 
	CONSTRAINT ck_staffing_request_percent CHECK (typeof(percent) = 'integer' AND percent >= 1 AND percent <= 100), 
	CONSTRAINT ck_staffing_request_start CHECK (typeof(start) = 'text' AND start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(start, '+0 days') = start AND start >= '0001-01-01'), 
	CONSTRAINT ck_staffing_request_finish CHECK (finish IS NULL OR (typeof(finish) = 'text' AND finish GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(finish, '+0 days') = finish AND finish >= '0001-01-01')), 
	CONSTRAINT ck_staffing_request_needed_by CHECK (needed_by IS NULL OR (typeof(needed_by) = 'text' AND needed_by GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(needed_by, '+0 days') = needed_by AND needed_by >= '0001-01-01')), 
	CONSTRAINT ck_staffing_request_why CHECK (typeof(why) = 'text' AND length(why) <= 500 AND why NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(why, char(0)) = 0), 
	CONSTRAINT ck_staffing_request_state CHECK (typeof(state) = 'text' AND state IN ('open', 'escalated', 'filled', 'declined', 'withdrawn')), 
	CONSTRAINT ck_staffing_request_allocation_id CHECK (allocation_id IS NULL OR (typeof(allocation_id) = 'integer')), 
	CONSTRAINT ck_staffing_request_answer CHECK (typeof(answer) = 'text' AND length(answer) <= 500 AND answer NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(answer, char(0)) = 0), 
	CONSTRAINT ck_staffing_request_start_finish CHECK (start IS NULL OR finish IS NULL OR start <= finish), 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	FOREIGN KEY(skill_id) REFERENCES skill (id) ON DELETE RESTRICT, 
	FOREIGN KEY(allocation_id) REFERENCES allocation (id) ON DELETE RESTRICT
);
INSERT INTO "staffing_request" VALUES(1,1,1,'Welder',1,3,60,'2027-01-04','2027-03-01',NULL,'Seals','filled',1,'Ana');
INSERT INTO "staffing_request" VALUES(2,1,2,'Pilot',NULL,NULL,100,'2027-01-04',NULL,NULL,'Nobody flies','escalated',NULL,'');
CREATE TABLE work_item (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL CHECK (version >= 0), 
	project_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	parent_id INTEGER, 
	position INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	effort INTEGER, 
	duration INTEGER, 
	percent INTEGER NOT NULL, 
	remaining INTEGER, 
	started_on VARCHAR, 
	finished_on VARCHAR, 
	start_no_earlier VARCHAR, 
	deadline VARCHAR, 
	blocked_until VARCHAR, 
	scope VARCHAR NOT NULL, 
	statement_id INTEGER, 
	added_on VARCHAR, 
	was_staffed INTEGER NOT NULL, 
	notes VARCHAR NOT NULL, 
	CONSTRAINT ck_work_item_project_id CHECK (typeof(project_id) = 'integer'), 
	CONSTRAINT ck_work_item_number CHECK (typeof(number) = 'integer' AND number >= 1 AND number <= 9007199254740991), 
	CONSTRAINT ck_work_item_parent_id CHECK (parent_id IS NULL OR (typeof(parent_id) = 'integer')), 
	CONSTRAINT ck_work_item_position CHECK (typeof(position) = 'integer' AND position >= 0 AND position <= 9007199254740991), 
	CONSTRAINT ck_work_item_title CHECK (typeof(title) = 'text' AND length(title) <= 500 AND title NOT GLOB '*['||char(1)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(title, char(0)) = 0 AND trim(title) <> ''), 
	CONSTRAINT ck_work_item_kind CHECK (typeof(kind) = 'text' AND kind IN ('task', 'milestone', 'deliverable')), 
	CONSTRAINT ck_work_item_state CHECK (typeof(state) = 'text' AND state IN ('to do', 'in progress', 'blocked', 'done', 'dropped')), 
	CONSTRAINT ck_work_item_effort CHECK (effort IS NULL OR (typeof(effort) = 'integer' AND effort >= 0 AND effort <= 1000000000)), 
	CONSTRAINT ck_work_item_duration CHECK (duration IS NULL OR (typeof(duration) = 'integer' AND duration >= 0 AND duration <= 10000)), 
	CONSTRAINT ck_work_item_percent CHECK (typeof(percent) = 'integer' AND percent >= 0 AND percent <= 100), 
	CONSTRAINT ck_work_item_remaining CHECK (remaining IS NULL OR (typeof(remaining) = 'integer' AND remaining >= 0 AND remaining <= 1000000000)), 
	CONSTRAINT ck_work_item_started_on CHECK (started_on IS NULL OR (typeof(started_on) = 'text' AND started_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(started_on, '+0 days') = started_on AND started_on >= '0001-01-01')), 
	CONSTRAINT ck_work_item_finished_on CHECK (finished_on IS NULL OR (typeof(finished_on) = 'text' AND finished_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(finished_on, '+0 days') = finished_on AND finished_on >= '0001-01-01')), 
	CONSTRAINT ck_work_item_start_no_earlier CHECK (start_no_earlier IS NULL OR (typeof(start_no_earlier) = 'text' AND start_no_earlier GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(start_no_earlier, '+0 days') = start_no_earlier AND start_no_earlier >= '0001-01-01')), 
	CONSTRAINT ck_work_item_deadline CHECK (deadline IS NULL OR (typeof(deadline) = 'text' AND deadline GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(deadline, '+0 days') = deadline AND deadline >= '0001-01-01')), 
	CONSTRAINT ck_work_item_blocked_until CHECK (blocked_until IS NULL OR (typeof(blocked_until) = 'text' AND blocked_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(blocked_until, '+0 days') = blocked_until AND blocked_until >= '0001-01-01')), 
	CONSTRAINT ck_work_item_scope CHECK (typeof(scope) = 'text' AND scope IN ('in scope', 'in question', 'out of scope')), 
	CONSTRAINT ck_work_item_statement_id CHECK (statement_id IS NULL OR (typeof(statement_id) = 'integer')), 
	CONSTRAINT ck_work_item_added_on CHECK (added_on IS NULL OR (typeof(added_on) = 'text' AND added_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(added_on, '+0 days') = added_on AND added_on >= '0001-01-01')), 
	CONSTRAINT ck_work_item_was_staffed CHECK (typeof(was_staffed) = 'integer' AND was_staffed IN (0, 1)), 
	CONSTRAINT ck_work_item_notes CHECK (typeof(notes) = 'text' AND length(notes) <= 100000 AND notes NOT GLOB '*['||char(1)||'-'||char(8)||char(11)||'-'||char(31)||char(127)||'-'||char(159)||char(1564)||'-'||char(1564)||char(8206)||'-'||char(8207)||char(8234)||'-'||char(8238)||char(8294)||'-'||char(8303)||char(65529)||'-'||char(65531)||']*' AND instr(notes, char(0)) = 0), 
	CONSTRAINT ck_work_item_started_on_finished_on CHECK (started_on IS NULL OR finished_on IS NULL OR started_on <= finished_on), 
	CONSTRAINT ck_work_item_rule_0 CHECK (parent_id IS NULL OR parent_id <> id), 
	UNIQUE (project_id, number), 
	FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT, 
	FOREIGN KEY(parent_id) REFERENCES work_item (id) ON DELETE RESTRICT, 
	FOREIGN KEY(statement_id) REFERENCES scope_statement (id) ON DELETE RESTRICT
);
INSERT INTO "work_item" VALUES(1,1,1,1,NULL,0,'Cabin','deliverable','to do',NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,'in scope',NULL,NULL,0,'');
INSERT INTO "work_item" VALUES(2,2,1,2,1,0,'Seal test','task','to do',1440,NULL,40,NULL,NULL,NULL,NULL,NULL,NULL,'in scope',1,'2027-01-04',0,'');
INSERT INTO "work_item" VALUES(3,1,1,3,NULL,0,'Landing legs','task','to do',4800,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,'in question',NULL,NULL,0,'two
lines');
INSERT INTO "work_item" VALUES(4,1,2,1,NULL,0,'Leg a [/] b','task','to do',NULL,3,0,NULL,NULL,NULL,NULL,'2027-03-01',NULL,'in scope',NULL,NULL,0,'');
CREATE INDEX ix_journal_entry_state ON journal_entry (state);
CREATE INDEX ix_project_program_id ON project (program_id);
CREATE INDEX ix_resource_skill_skill_id ON resource_skill (skill_id);
CREATE INDEX ix_absence_resource_id ON absence (resource_id);
CREATE INDEX ix_scope_statement_project_id ON scope_statement (project_id);
CREATE INDEX ix_contribution_project_id ON contribution (project_id);
CREATE INDEX ix_allocation_resource_id ON allocation (resource_id);
CREATE INDEX ix_allocation_project_id ON allocation (project_id);
CREATE INDEX ix_decision_project_id ON decision (project_id);
CREATE INDEX ix_decision_program_id ON decision (program_id);
CREATE INDEX ix_risk_program_id ON risk (program_id);
CREATE INDEX ix_risk_project_id ON risk (project_id);
CREATE INDEX ix_issue_project_id ON issue (project_id);
CREATE INDEX ix_issue_program_id ON issue (program_id);
CREATE INDEX ix_work_item_statement_id ON work_item (statement_id);
CREATE INDEX ix_work_item_parent_id ON work_item (parent_id);
CREATE INDEX ix_staffing_request_skill_id ON staffing_request (skill_id);
CREATE INDEX ix_staffing_request_allocation_id ON staffing_request (allocation_id);
CREATE INDEX ix_staffing_request_project_id ON staffing_request (project_id);
CREATE INDEX ix_former_number_work_item_id ON former_number (work_item_id);
CREATE INDEX ix_dependency_successor_id ON dependency (successor_id);
CREATE UNIQUE INDEX uq_benefit_source_benefit_id_project_id_work_item_id ON benefit_source (benefit_id, project_id, coalesce(work_item_id, 0));
CREATE INDEX ix_benefit_source_project_id ON benefit_source (project_id);
CREATE INDEX ix_benefit_source_work_item_id ON benefit_source (work_item_id);
CREATE INDEX ix_benefit_source_benefit_id ON benefit_source (benefit_id);
CREATE INDEX ix_assignment_resource_id ON assignment (resource_id);
CREATE INDEX ix_money_entry_work_item_id ON money_entry (work_item_id);
CREATE INDEX ix_money_entry_project_id ON money_entry (project_id);
CREATE INDEX ix_scope_request_decision_id ON scope_request (decision_id);
CREATE INDEX ix_scope_request_work_item_id ON scope_request (work_item_id);
CREATE INDEX ix_scope_request_project_id ON scope_request (project_id);
CREATE INDEX ix_baseline_item_work_item_id ON baseline_item (work_item_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('settings',1);
INSERT INTO "sqlite_sequence" VALUES('program',1);
INSERT INTO "sqlite_sequence" VALUES('goal',1);
INSERT INTO "sqlite_sequence" VALUES('project',2);
INSERT INTO "sqlite_sequence" VALUES('charter',2);
INSERT INTO "sqlite_sequence" VALUES('scope_statement',2);
INSERT INTO "sqlite_sequence" VALUES('contribution',1);
INSERT INTO "sqlite_sequence" VALUES('health_override',1);
INSERT INTO "sqlite_sequence" VALUES('work_item',4);
INSERT INTO "sqlite_sequence" VALUES('former_number',1);
INSERT INTO "sqlite_sequence" VALUES('dependency',1);
INSERT INTO "sqlite_sequence" VALUES('benefit',1);
INSERT INTO "sqlite_sequence" VALUES('benefit_source',2);
INSERT INTO "sqlite_sequence" VALUES('skill',2);
INSERT INTO "sqlite_sequence" VALUES('resource',1);
INSERT INTO "sqlite_sequence" VALUES('resource_skill',1);
INSERT INTO "sqlite_sequence" VALUES('absence',1);
INSERT INTO "sqlite_sequence" VALUES('allocation',1);
INSERT INTO "sqlite_sequence" VALUES('assignment',1);
INSERT INTO "sqlite_sequence" VALUES('money_entry',1);
INSERT INTO "sqlite_sequence" VALUES('acceptance',1);
INSERT INTO "sqlite_sequence" VALUES('staffing_request',2);
INSERT INTO "sqlite_sequence" VALUES('decision',1);
INSERT INTO "sqlite_sequence" VALUES('scope_request',2);
INSERT INTO "sqlite_sequence" VALUES('risk',1);
INSERT INTO "sqlite_sequence" VALUES('issue',1);
INSERT INTO "sqlite_sequence" VALUES('baseline',1);
INSERT INTO "sqlite_sequence" VALUES('baseline_item',1);
INSERT INTO "sqlite_sequence" VALUES('holiday',1);
INSERT INTO "sqlite_sequence" VALUES('journal_entry',4);
INSERT INTO "sqlite_sequence" VALUES('snapshot',2);
COMMIT;
