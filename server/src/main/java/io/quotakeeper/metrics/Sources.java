package io.quotakeeper.metrics;

import io.quotakeeper.engine.AccountStatus;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Where the numbers come from that are read at each scrape. None may block.
 *
 * @param windows every window of every account, as it stands now
 * @param forecasts when a window runs out
 * @param accounts the state of each account
 * @param leases how many leases are under way
 * @param store how the store is doing
 * @param reloads how reloads of the configuration go
 * @param evidence how the evidence log is doing
 */
public record Sources(
    Supplier<List<WindowView>> windows,
    Function<WindowView, Forecast> forecasts,
    Supplier<List<AccountStatus.State>> accounts,
    IntSupplier leases,
    StoreHealth store,
    ReloadHealth reloads,
    EvidenceFigures evidence) {}
