package cotinga.api;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.contract.Violation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every response record as JSON: the order of the keys, and which of them are null or left out. */
class ResponseJsonTest {
    private static final Instant MORNING = Instant.parse("2026-06-15T06:00:00Z");
    private static final Instant LATER = Instant.parse("2026-06-15T06:00:01.250Z");
    private static final LocalDate TUESDAY = LocalDate.parse("2026-06-09");
    private static final RunAnswer.Counts COUNTS = new RunAnswer.Counts(1, 2, 3, 4);

    private static void assertJson(Record response, String json) {
        assertThat(ResponseJson.text(response)).isEqualTo(json.replace('\'', '"'));
    }

    @Test
    void aProblemLeavesOutWhatItDoesNotHave() {
        assertJson(
                Problem.of(404, "Not found", "No such path.", "/x", "7", List.of()),
                "{'type':'about:blank','title':'Not found','status':404,'detail':'No such path.','instance':'/x','request_id':'7'}");
        assertJson(
                Problem.of(503, "No data yet", "Retry.", "/x", "7", List.of(new Violation("limit", null, "a number")))
                        .withRetry(10L, new RunProgress(1, 4, 25, null)),
                "{'type':'about:blank','title':'No data yet','status':503,'detail':'Retry.','instance':'/x','request_id':'7',"
                        + "'errors':[{'parameter':'limit','found':null,'allowed':'a number'}],'retry_after_sec':10,"
                        + "'progress':{'done':1,'planned':4,'percent':25,'eta_sec':null}}");
    }

    @Test
    void aParameterErrorHasWhatWasFound() {
        assertJson(
                new Problem.ParameterError("limit", "0", "a number"),
                "{'parameter':'limit','found':'0','allowed':'a number'}");
    }

    @Test
    void aProblemListsTwentyErrorsAtMost() {
        List<Violation> violations = IntStream.range(0, 30)
                .mapToObj(number -> new Violation("p" + number, "x", "y"))
                .toList();

        assertThat(Problem.of(400, "Bad parameter", "", "/x", "7", violations).errors())
                .hasSize(Problem.MAX_ERRORS);
    }

    @Test
    void aRunHasItsStepsOnlyInItsDetails() {
        RunAnswer running = RunAnswerBuilder.of(7, COUNTS).build();
        String begin = "'id':7,'kind':'reports','cause':'timer','status':'running','started_at':'2026-06-15T06:00:00Z',"
                + "'finished_at':null,'duration_sec':1.25,'error':null,"
                + "'counts':{'weeks_read':1,'weeks_written':2,'malformed':3,'bytes':4},'progress':null,'eta_sec':null";
        assertJson(running, "{" + begin + "}");
        assertJson(
                running.withSteps(List.of(
                        new RunAnswer.Step("legacy/fo 2026", "done", MORNING, LATER, "stored", COUNTS),
                        new RunAnswer.Step("publish", "planned", null, null, null, COUNTS))),
                "{" + begin + ",'steps':[{'name':'legacy/fo 2026','status':'done','started_at':'2026-06-15T06:00:00Z',"
                        + "'finished_at':'2026-06-15T06:00:01.250Z','message':'stored',"
                        + "'counts':{'weeks_read':1,'weeks_written':2,'malformed':3,'bytes':4}},"
                        + "{'name':'publish','status':'planned','started_at':null,'finished_at':null,'message':null,"
                        + "'counts':{'weeks_read':1,'weeks_written':2,'malformed':3,'bytes':4}}]}");
        assertJson(new RunPage(List.of(), 12, 100, 0), "{'items':[],'total':12,'limit':100,'offset':0}");
        assertJson(
                new RunPage(
                        List.of(RunAnswerBuilder.of(8, COUNTS)
                                .kind("prices")
                                .cause("manual")
                                .failed(LATER, "disk full")
                                .progress(new StepProgress(2, 2, 100), 0.5)
                                .build()),
                        1,
                        1,
                        0),
                "{'items':[{'id':8,'kind':'prices','cause':'manual','status':'error','started_at':'2026-06-15T06:00:00Z',"
                        + "'finished_at':'2026-06-15T06:00:01.250Z','duration_sec':1.25,'error':'disk full',"
                        + "'counts':{'weeks_read':1,'weeks_written':2,'malformed':3,'bytes':4},"
                        + "'progress':{'done':2,'planned':2,'percent':100},'eta_sec':0.5}],'total':1,'limit':1,'offset':0}");
    }

    @Test
    void qualityKeepsNulls() {
        assertJson(
                new QualityAnswer(Map.of(
                        "legacy_fo",
                        new QualityAnswer.VariantQuality(
                                null,
                                List.of(CheckBuilder.of("open-interest")
                                        .rule("longs are shorts")
                                        .checked(9, 3)
                                        .deviating(1, 1, new QualityAnswer.Example(null, TUESDAY, "g1_long", "1", "2"))
                                        .build())))),
                "{'variants':{'legacy_fo':{'withheld':null,'checks':[{'check':'open-interest','rule':'longs are shorts',"
                        + "'result':'warning','checked':9,'deviating':1,'explained':0,'newest_checked':3,'newest_deviating':1,"
                        + "'examples':[{'code':null,'date':'2026-06-09','subject':'g1_long','found':'1','expected':'2'}],"
                        + "'newest_report_date':'2026-06-09','run':null,'data_version':5,'checked_at':'2026-06-15T06:00:00Z'}]}}}");
        assertJson(
                CheckBuilder.of("c").run(7).build(),
                "{'check':'c','rule':'r','result':'ok','checked':1,'deviating':0,'explained':0,'newest_checked':1,"
                        + "'newest_deviating':0,'examples':[],'newest_report_date':'2026-06-09','run':7,'data_version':5,"
                        + "'checked_at':'2026-06-15T06:00:00Z'}");
        assertJson(
                new QualityAnswer.Example("099741", TUESDAY, "g1_long", "1", "2"),
                "{'code':'099741','date':'2026-06-09','subject':'g1_long','found':'1','expected':'2'}");
        assertJson(
                new QualityAnswer.VariantQuality(new Withheld(MORNING, 4, "shrunk"), List.of()),
                "{'withheld':{'since':'2026-06-15T06:00:00Z','as_of':4,'reason':'shrunk'},'checks':[]}");
    }

    @Test
    void theStatusBeforeAndAfterTheFirstPublication() {
        StatusAnswer.ExpectedRelease next = new StatusAnswer.ExpectedRelease(TUESDAY, LATER);
        String release = "{'report_date':'2026-06-09','expected_at':'2026-06-15T06:00:01.250Z'}";
        assertJson(
                new StatusAnswer(
                        0,
                        new StatusAnswer.Instance("cotinga-1", "all", true, null, null),
                        noData(),
                        Map.of(),
                        waitingFor(next),
                        new PriceUpdateBuilder().build()),
                "{'data_version':0,'instance':{'name':'cotinga-1','role':'all','leading':true,'leader':null,'newer_build':null},'data':{'overall':{'total_records':0,'total_markets':0,'total_weeks':0,'first_date':null,"
                        + "'last_date':null},'variants':{}},'withheld':{},'scheduler':{'scheduler_running':true,'jobs':[],"
                        + "'update':{'running':false,'progress':null,'last_run':null,'last_status':null,'last_error':null,"
                        + "'last_duration_sec':null},'next_release':" + release + ",'late':false,"
                        + "'variants':{'tff_fo':{'newest_report_date':null,'published_at':null,'next_release':"
                        + release
                        + ",'late':false,'late_since':null}},"
                        + "'last_release_check':null},'price_update':{'running':false,'progress':null,'last_run':null,"
                        + "'last_status':null,'last_error':null,'last_duration_sec':null,'enabled':false}}");
        assertJson(
                new StatusAnswer.LastCheck(MORNING, "deafut.txt", "unchanged", "unchanged"),
                "{'at':'2026-06-15T06:00:00Z','file':'deafut.txt','outcome':'unchanged','message':'unchanged'}");
        assertJson(
                new StatusAnswer.VariantRelease(TUESDAY, MORNING, next, true, LATER),
                "{'newest_report_date':'2026-06-09','published_at':'2026-06-15T06:00:00Z','next_release':" + release
                        + ",'late':true,'late_since':'2026-06-15T06:00:01.250Z'}");
        assertJson(
                new StatusAnswer.StaleSymbol("GC=F", TUESDAY, MORNING, "no answer"),
                "{'symbol':'GC=F','newest_bar':'2026-06-09','last_response_at':'2026-06-15T06:00:00Z','reason':'no answer'}");
        assertJson(
                new StatusAnswer.Figures(9, 2, 5, TUESDAY, TUESDAY),
                "{'total_records':9,'total_markets':2,'total_weeks':5,'first_date':'2026-06-09','last_date':'2026-06-09'}");
        assertJson(
                new PriceUpdateBuilder()
                        .running(new RunProgress(1, 4, 25, 1.5))
                        .lastRun(MORNING, "success", 2.0)
                        .enabled("yahoo", "closed", new StatusAnswer.StaleSymbol("GC=F", null, null, "no answer"))
                        .build(),
                "{'running':true,'progress':{'done':1,'planned':4,'percent':25,'eta_sec':1.5},"
                        + "'last_run':'2026-06-15T06:00:00Z','last_status':'success','last_error':null,'last_duration_sec':2.0,"
                        + "'enabled':true,'source':'yahoo','circuit_breaker':'closed',"
                        + "'stale_symbols':[{'symbol':'GC=F','newest_bar':null,'last_response_at':null,'reason':'no answer'}]}");
    }

    private static StatusAnswer.StoredData noData() {
        return new StatusAnswer.StoredData(new StatusAnswer.Figures(0, 0, 0, null, null), Map.of());
    }

    /** The schedule before the first report run. */
    private static StatusAnswer.Scheduler waitingFor(StatusAnswer.ExpectedRelease release) {
        return new StatusAnswer.Scheduler(
                true,
                List.of(),
                new StatusAnswer.Update(false, null, null, null, null, null),
                release,
                false,
                Map.of("tff_fo", new StatusAnswer.VariantRelease(null, null, release, false, null)),
                null);
    }

    @Test
    void aJobHasACronExpressionAndAZoneOrNeitherKey() {
        assertJson(
                new SchedulerStatus(
                        true,
                        List.of(
                                new SchedulerStatus.Job("a", "a", "0 5 17 * * ?", "America/New_York", MORNING, LATER),
                                new SchedulerStatus.Job("b", "b", null, null, null, null))),
                "{'running':true,'jobs':[{'id':'a','name':'a','cron':'0 5 17 * * ?','zone':'America/New_York',"
                        + "'previous_run':'2026-06-15T06:00:00Z','next_run':'2026-06-15T06:00:01.250Z'},"
                        + "{'id':'b','name':'b','previous_run':null,'next_run':null}]}");
    }

    @Test
    void aCacheHasNoHitRateBeforeTheFirstRequest() {
        assertJson(
                new CacheStatistics(
                        Map.of("market", new CacheStatistics.CacheFigures(1, 2, 3, null, 6, 4, 5)),
                        new CacheStatistics.PoolFigures(1, 2, 3, 4),
                        null),
                "{'caches':{'market':{'entries':1,'hits':2,'misses':3,'hit_rate':null,'failures':6,'evictions':4,'weight':5}},"
                        + "'connection_pool':{'active':1,'idle':2,'waiting':3,'total':4}}");
        assertJson(
                new CacheStatistics.CacheFigures(1, 2, 3, 0.4, 6, 4, 5),
                "{'entries':1,'hits':2,'misses':3,'hit_rate':0.4,'failures':6,'evictions':4,'weight':5}");
        assertJson(new InvalidatedAnswers(3, Map.of("market", 3), null), "{'invalidated':3,'caches':{'market':3}}");
    }

    @Test
    void aCacheThatInstancesShareHasFiguresAndAnInvalidationAnOutcome() {
        assertJson(
                new CacheStatistics(
                        Map.of(),
                        new CacheStatistics.PoolFigures(1, 2, 3, 4),
                        new SharedAnswers.Figures(false, 2, 1, 3, 4, 5, 6)),
                "{'caches':{},'connection_pool':{'active':1,'idle':2,'waiting':3,'total':4},"
                        + "'shared':{'available':false,'hits':2,'misses':1,'hit_rate':0.6667,'failures':3,'bypassed':4,'stored':5,'not_stored':6}}");
        assertJson(
                new InvalidatedAnswers(0, Map.of(), new SharedAnswers.Invalidation(true, null)),
                "{'invalidated':0,'caches':{},'shared':{'invalidated':true,'problem':null}}");
        assertJson(
                new InvalidatedAnswers(0, Map.of(), new SharedAnswers.Invalidation(false, "a")),
                "{'invalidated':0,'caches':{},'shared':{'invalidated':false,'problem':'a'}}");
    }
}
